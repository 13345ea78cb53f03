//! Frames: a length of four bytes, little-endian, and a message in SCALE.

use codec::{DecodeAll, Encode};
use std::io::{self, ErrorKind, Read, Write};

/// Longest message in bytes. The longest is a result with the roots of a long training's states.
const MAX_BYTES: u32 = 64 << 20;

/// Writes a message.
pub fn write(to: &mut impl Write, message: &impl Encode) -> io::Result<()> {
	let bytes = message.encode();
	let length = u32::try_from(bytes.len()).ok().filter(|length| *length <= MAX_BYTES);
	let length = length.ok_or_else(|| io::Error::other("a message is longer than it may be"))?;
	to.write_all(&length.to_le_bytes())?;
	to.write_all(&bytes)?;
	to.flush()
}

/// Reads a message, or `None` where the other side has closed between two messages.
pub fn read<T: DecodeAll>(from: &mut impl Read) -> io::Result<Option<T>> {
	let mut length = [0; 4];
	match from.read_exact(&mut length) {
		Err(error) if error.kind() == ErrorKind::UnexpectedEof => return Ok(None),
		read => read?,
	}
	let length = u32::from_le_bytes(length);
	if length > MAX_BYTES {
		return Err(io::Error::other("a message is longer than it may be"));
	}
	// The buffer grows with what comes, not with what is announced.
	let mut bytes = Vec::new();
	from.take(length.into()).read_to_end(&mut bytes)?;
	if bytes.len() as u64 != u64::from(length) {
		return Err(ErrorKind::UnexpectedEof.into());
	}
	T::decode_all(&mut &bytes[..]).map(Some).map_err(|error| io::Error::other(error.to_string()))
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn messages_come_back_and_others_are_refused() {
		let mut bytes = Vec::new();
		write(&mut bytes, &(7u32, "seven".to_string())).unwrap();
		write(&mut bytes, &(8u32, String::new())).unwrap();
		let mut from = &bytes[..];
		assert_eq!(read::<(u32, String)>(&mut from).unwrap(), Some((7, "seven".into())));
		assert_eq!(read::<(u32, String)>(&mut from).unwrap(), Some((8, String::new())));
		assert_eq!(read::<(u32, String)>(&mut from).unwrap(), None);
		assert!(read::<(u32, String)>(&mut &bytes[..9]).is_err(), "cut short");
		assert!(read::<u32>(&mut &bytes[..]).is_err(), "longer than its type");
		assert!(read::<u32>(&mut &[0xff; 8][..]).is_err(), "too long");
		assert!(write(&mut Vec::new(), &vec![0u8; MAX_BYTES as usize]).is_err());
	}
}
