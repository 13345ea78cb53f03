//! The way of an answer's text to its listener: piece by piece, up to where the user wants it to end.
//!
//! The last piece is held back until the receipt is written down. So whatever fails in between, nobody has a
//! whole answer for which nothing is owed, or owes for one that did not come.

use crate::answer::AnswerPart;
use openledger_infer::{Completion, Finish, Step};
use std::ops::ControlFlow;
use tokio::sync::mpsc::UnboundedSender;

/// The text of one answer on its way.
pub(crate) struct Delivery<'a> {
	listener: &'a UnboundedSender<AnswerPart>,
	/// Text is sent piece by piece, and not once at the end.
	is_stream: bool,
	/// Texts that end the answer, and are no part of it.
	stops: &'a [String],
	/// Everything that was written.
	text: String,
	/// Bytes of it that were handed on.
	sent: usize,
	/// Bytes of it before the last piece.
	held_from: usize,
	/// Bytes of it after each token.
	ends: Vec<usize>,
	/// Bytes of it before the text that ended the answer.
	stopped_at: Option<usize>,
	has_left: bool,
}

impl<'a> Delivery<'a> {
	/// Delivers to a listener.
	pub fn new(listener: &'a UnboundedSender<AnswerPart>, is_stream: bool, stops: &'a [String]) -> Self {
		let (text, ends) = (String::new(), Vec::new());
		let (sent, held_from, stopped_at, has_left) = (0, 0, None, false);
		Self { listener, is_stream, stops, text, sent, held_from, ends, stopped_at, has_left }
	}

	/// Takes the next step, and breaks off once the answer has ended or its listener has left.
	pub fn step(&mut self, step: Step<'_>) -> ControlFlow<()> {
		if self.listener.is_closed() {
			self.has_left = true;
			return ControlFlow::Break(());
		}
		let Step::Wrote(piece) = step else { return ControlFlow::Continue(()) };
		if !piece.is_empty() {
			self.held_from = self.text.len();
		}
		self.text.push_str(piece);
		self.ends.push(self.text.len());
		self.stopped_at = self.find_stop();
		if self.stopped_at.is_some() {
			return ControlFlow::Break(());
		}
		if self.is_stream {
			self.send_until(self.held_from.min(self.text.len() - self.begun_stop()));
		}
		ControlFlow::Continue(())
	}

	/// Returns where the first text that ends the answer begins.
	fn find_stop(&self) -> Option<usize> {
		let longest = self.stops.iter().map(String::len).max()?;
		// What ended before the last piece was found then.
		let from = self.text.floor_char_boundary(self.held_from.saturating_sub(longest));
		let found = self.stops.iter().filter_map(|stop| self.text[from..].find(stop.as_str()));
		found.min().map(|at| from + at)
	}

	/// Returns the length of the longest end of the text that may be the beginning of a stop.
	fn begun_stop(&self) -> usize {
		let begins = |stop: &String| {
			let parts = (1..stop.len()).rev().filter(|length| stop.is_char_boundary(*length));
			parts.into_iter().find(|length| self.text.ends_with(&stop[..*length]))
		};
		self.stops.iter().filter_map(begins).max().unwrap_or(0)
	}

	fn send_until(&mut self, end: usize) {
		let Some(piece) = self.text.get(self.sent..end).filter(|piece| !piece.is_empty()) else { return };
		self.has_left |= self.listener.send(AnswerPart::Text(piece.into())).is_err();
		self.sent = end;
	}

	/// Cuts a completion down to what is delivered, or returns `None` if that is nothing.
	///
	/// The tokens of a prefix are what the model gives when it is asked for so many, so what is cut can be
	/// repeated as what is not.
	pub fn cut(&mut self, mut completion: Completion) -> Option<Completion> {
		let tokens = match self.stopped_at {
			_ if self.has_left => {
				self.text.truncate(self.sent);
				completion.finish = Finish::Cancelled;
				self.ends.iter().take_while(|end| **end <= self.sent).count()
			},
			Some(at) => {
				self.text.truncate(at);
				completion.finish = Finish::Stop;
				self.ends.iter().take_while(|end| **end < at).count() + 1
			},
			None => return Some(completion),
		};
		if self.has_left && self.sent == 0 {
			return None;
		}
		completion.answer_ids.truncate(tokens.max(1));
		completion.logits.truncate(tokens.max(1));
		completion.text.clone_from(&self.text);
		Some(completion)
	}

	/// Sends what was held back. The receipt must be on disk.
	pub fn release(&mut self) {
		if self.is_stream && !self.has_left {
			self.send_until(self.text.len());
		}
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use tokio::sync::mpsc::{UnboundedReceiver, unbounded_channel};

	/// Writes pieces until the delivery breaks off. Returns the completion as it is cut, and what was sent
	/// before and after the receipt was written.
	fn deliver(pieces: &[&str], stops: &[&str], leave_after: usize) -> (Option<Completion>, String, String) {
		let stops: Vec<String> = stops.iter().map(ToString::to_string).collect();
		let (sender, receiver) = unbounded_channel();
		let mut receiver = Some(receiver);
		let mut delivery = Delivery::new(&sender, true, &stops);
		let (mut text, mut answer_ids, mut before) = (String::new(), Vec::new(), String::new());
		for (id, piece) in pieces.iter().enumerate() {
			if id == leave_after {
				before.push_str(&receiver.take().map(heard).unwrap_or_default());
			}
			text.push_str(piece);
			answer_ids.push(id as u32);
			if delivery.step(Step::Wrote(piece)).is_break() {
				break;
			}
		}
		let finish = Finish::Length;
		let logits = vec![[1, 0]; answer_ids.len()];
		let done = delivery.cut(Completion { text, prompt_ids: vec![1], answer_ids, logits, finish });
		let mut receiver = receiver;
		if let Some(receiver) = &mut receiver {
			while let Ok(AnswerPart::Text(piece)) = receiver.try_recv() {
				before.push_str(&piece);
			}
		}
		delivery.release();
		drop(sender);
		(done, before, receiver.map(heard).unwrap_or_default())
	}

	fn heard(mut receiver: UnboundedReceiver<AnswerPart>) -> String {
		let parts = std::iter::from_fn(move || receiver.try_recv().ok());
		parts.filter_map(|part| if let AnswerPart::Text(text) = part { Some(text) } else { None }).collect()
	}

	const NEVER: usize = usize::MAX;

	#[test]
	fn the_end_waits_for_the_receipt() {
		let (done, before, after) = deliver(&["one ", "two ", "three", ""], &[], NEVER);
		assert_eq!((before.as_str(), after.as_str()), ("one two ", "three"));
		assert_eq!(done.unwrap().answer_ids.len(), 4);
	}

	#[test]
	fn a_stop_ends_the_answer_before_it_and_its_tokens_are_not_billed() {
		for (pieces, stops, text, tokens) in [
			(&["a ", "b", " END", " c"][..], &["END"][..], "a b ", 3),
			(&["a", "E", "N", "D", "c"], &["END"], "a", 1),
			(&["a", "E", "N", "x", "c"], &["END"], "aENxc", 5),
			(&["aXb"], &["b", "X"], "a", 1),
			(&["END"], &["END"], "", 1),
			(&["é", "ü!", "ö"], &["ü"], "é", 1),
			(&["aa", "ab"], &["aaab", "b"], "", 1),
		] {
			let (done, before, after) = deliver(pieces, stops, NEVER);
			let done = done.unwrap();
			assert_eq!((done.text.as_str(), done.answer_ids.len()), (text, tokens), "{pieces:?}");
			assert_eq!(before + &after, text, "{pieces:?}");
			let finish =
				if tokens == pieces.len() && text.contains('x') { Finish::Length } else { Finish::Stop };
			assert_eq!(done.finish, finish, "{pieces:?}");
		}
	}

	#[test]
	fn whoever_leaves_owes_what_was_sent() {
		let (done, before, _) = deliver(&["one ", "two ", "three ", "four"], &[], 3);
		assert_eq!(before, "one two ");
		assert_eq!((done.as_ref().unwrap().answer_ids.len(), done.unwrap().finish), (2, Finish::Cancelled));
		assert_eq!(deliver(&["one ", "two "], &[], 1).0, None, "nothing was sent yet");
		assert_eq!(deliver(&["one ", "two "], &[], 0).0, None);
	}
}
