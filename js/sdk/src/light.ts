// A light client in a node's place: it knows a chain specification and proves everything else.
//
// An entry of its own, `@openledger/sdk/light`: it brings two megabytes of smoldot.

export { getSmProvider as fromSmoldot } from 'polkadot-api/sm-provider';
