//! Attacks on the money of the chain, each as the calls that an attacker would make, against the real
//! runtime.
//!
//! A file is named after the finding that it holds: C1 to C3 let a stranger with little capital take what is
//! others', H1 to H15 let him take, lock or stop something important cheaply, M and L are lesser. Each test
//! says what the attacker had gained before, and checks that it gains nothing now.

mod c1;
mod c2;
mod c3;
mod disputed;
mod h1;
mod h10;
mod h11;
mod h12;
mod h12b;
mod h13;
mod h14;
mod h15;
mod h2;
mod h3;
mod h4;
mod h5;
mod h6;
mod h7;
mod h8;
mod h9;
mod jobs;
mod l9;
mod m1;
mod m11;
mod m12;
mod m13;
mod m2;
mod m3;
mod m4;
mod m6;
mod m7;
mod m8;
mod paid_use;
mod world;
