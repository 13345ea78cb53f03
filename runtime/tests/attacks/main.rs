//! Attacks on the money of the chain, each as the calls that an attacker would make, against the real
//! runtime.
//!
//! A file is named after the finding that it holds: C1 to C3 let a stranger with little capital take what is
//! others', H1 to H15 let him take, lock or stop something important cheaply, M and L are lesser. Each test
//! says what the attacker had gained before, and checks that it gains nothing now.

mod h13;
mod h15;
mod h8;
mod h9;
mod world;
