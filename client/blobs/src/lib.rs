//! A content-addressed blob store on disk, with quota and atomic writes.
