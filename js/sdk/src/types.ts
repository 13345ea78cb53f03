// Names for the chain's own types, which its metadata leaves nameless.

import type { OpenledgerApis, OpenledgerCalls } from '#chain';

/** The arguments of `Datanets.create`. */
export type DatanetArguments = OpenledgerCalls['Datanets']['create'];
/** The arguments of `Models.register_base`. */
export type BaseArguments = OpenledgerCalls['Models']['register_base'];
/** A provider's offer, as `ModelFactory.register_provider` takes it. */
export type Capabilities = OpenledgerCalls['ModelFactory']['register_provider']['capabilities'];
/** A job's specification, as `ModelFactory.submit_job` takes it. */
export type SpecArgument = OpenledgerCalls['ModelFactory']['submit_job']['spec'];
/** A job, as `ModelFactoryApi.job` returns it. */
export type JobInfo = NonNullable<OpenledgerApis['ModelFactoryApi']['job']['Value']>;
/** The repetition of a job's result, as `ModelFactoryApi.confirmation` returns it. */
export type ConfirmationInfo = NonNullable<OpenledgerApis['ModelFactoryApi']['confirmation']['Value']>;
/** A model, as `ModelsApi.model` returns it. */
export type ModelInfo = NonNullable<OpenledgerApis['ModelsApi']['model']['Value']>;
/** A session, as `AttributionApi.session` returns it. */
export type SessionInfo = NonNullable<OpenledgerApis['AttributionApi']['session']['Value']>;
