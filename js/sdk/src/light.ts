// A light client in a node's place: it knows a chain specification and proves everything else.

export { getSmProvider as fromSmoldot } from 'polkadot-api/sm-provider';
