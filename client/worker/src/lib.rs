//! Takes the work that offchain workers post, runs it and posts the answer.
