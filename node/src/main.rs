//! The OpenLedger node: command line, service, chain specs and RPC.

fn main() {}
