//! A stream that fails when its other side takes nothing for too long.

use std::{
	future::Future,
	io,
	pin::Pin,
	task::{Context, Poll},
	time::Duration,
};
use tokio::{
	io::{AsyncRead, AsyncWrite, ReadBuf},
	time::{Sleep, sleep},
};

/// A stream whose writes have a time limit, within which the other side has to take something.
pub struct Written<S> {
	inner: S,
	limit: Duration,
	/// Runs while a write waits.
	waiting: Option<Pin<Box<Sleep>>>,
}

impl<S> Written<S> {
	/// Limits the time that a write to a stream may wait.
	pub fn new(inner: S, limit: Duration) -> Self {
		Self { inner, limit, waiting: None }
	}

	/// Passes a result on, unless the wait for it has lasted too long.
	fn limited<T>(&mut self, polled: Poll<io::Result<T>>, context: &mut Context<'_>) -> Poll<io::Result<T>> {
		if polled.is_ready() {
			self.waiting = None;
			return polled;
		}
		let limit = self.limit;
		let waiting = self.waiting.get_or_insert_with(|| Box::pin(sleep(limit)));
		waiting.as_mut().poll(context).map(|()| Err(io::ErrorKind::TimedOut.into()))
	}
}

impl<S: AsyncRead + Unpin> AsyncRead for Written<S> {
	fn poll_read(
		mut self: Pin<&mut Self>,
		context: &mut Context<'_>,
		buffer: &mut ReadBuf<'_>,
	) -> Poll<io::Result<()>> {
		Pin::new(&mut self.inner).poll_read(context, buffer)
	}
}

impl<S: AsyncWrite + Unpin> AsyncWrite for Written<S> {
	fn poll_write(
		mut self: Pin<&mut Self>,
		context: &mut Context<'_>,
		bytes: &[u8],
	) -> Poll<io::Result<usize>> {
		let polled = Pin::new(&mut self.inner).poll_write(context, bytes);
		self.limited(polled, context)
	}

	fn poll_write_vectored(
		mut self: Pin<&mut Self>,
		context: &mut Context<'_>,
		slices: &[io::IoSlice<'_>],
	) -> Poll<io::Result<usize>> {
		let polled = Pin::new(&mut self.inner).poll_write_vectored(context, slices);
		self.limited(polled, context)
	}

	fn is_write_vectored(&self) -> bool {
		self.inner.is_write_vectored()
	}

	fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
		let polled = Pin::new(&mut self.inner).poll_flush(context);
		self.limited(polled, context)
	}

	fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
		let polled = Pin::new(&mut self.inner).poll_shutdown(context);
		self.limited(polled, context)
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use tokio::io::{AsyncReadExt, AsyncWriteExt, duplex};

	#[tokio::test]
	async fn a_reader_who_takes_nothing_is_left() {
		let (near, mut far) = duplex(4);
		let mut near = Written::new(near, Duration::from_millis(20));
		near.write_all(b"full").await.unwrap();
		assert_eq!(near.write_all(b"more").await.unwrap_err().kind(), io::ErrorKind::TimedOut);
		let mut taken = [0; 4];
		far.read_exact(&mut taken).await.unwrap();
		near.write_all(b"more").await.unwrap();
	}
}
