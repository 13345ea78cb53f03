//! The subcommands about keys.

use crate::cli::{Cli, GenerateNodeKey, KeyCommand};
use openledger_operator::{folder, secret};
use sc_cli::SubstrateCli;
use sc_network::config::ed25519::Keypair;
use sc_service::BasePath;
use std::{
	io::{ErrorKind, Write},
	path::PathBuf,
};

impl GenerateNodeKey {
	/// Returns the file that gets the key.
	fn path(&self, cli: &Cli) -> Result<Option<PathBuf>, sc_cli::Error> {
		let base = match (&self.file, &self.base_path, self.default_base_path) {
			(Some(file), ..) => return Ok(Some(file.clone())),
			(None, Some(base), _) => BasePath::new(base),
			(None, None, true) => BasePath::from_project("", "", &Cli::executable_name()),
			(None, None, false) => return Ok(None),
		};
		let folder = base.config_dir(cli.load_spec(&self.chain)?.id()).join("network");
		std::fs::create_dir_all(&folder).map_err(|error| folder::cannot("make", &folder, &error))?;
		Ok(Some(folder.join("secret_ed25519")))
	}

	fn run(&self, cli: &Cli) -> Result<(), sc_cli::Error> {
		let pair = Keypair::generate();
		let key = pair.secret();
		let bytes = match self.bin {
			true => key.as_ref().to_vec(),
			false => sp_core::bytes::to_hex(key.as_ref(), false).trim_start_matches("0x").as_bytes().to_vec(),
		};
		match self.path(cli)? {
			None => std::io::stdout().lock().write_all(&bytes)?,
			Some(path) => match secret::write_new(&path, &bytes) {
				Ok(()) => (),
				Err(error) if error.kind() == ErrorKind::AlreadyExists && self.keep => return Ok(()),
				Err(error) if error.kind() == ErrorKind::AlreadyExists => {
					return Err(sc_cli::Error::KeyAlreadyExistsInPath(path));
				},
				Err(error) => return Err(folder::cannot("write", &path, &error).into()),
			},
		}
		eprintln!("{}", pair.public().to_peer_id());
		Ok(())
	}
}

/// Runs a subcommand about keys.
pub fn run(command: &KeyCommand, cli: &Cli) -> Result<(), sc_cli::Error> {
	match command {
		KeyCommand::GenerateNodeKey(command) => command.run(cli),
		KeyCommand::Generate(command) => command.run(),
		KeyCommand::Inspect(command) => command.run(),
		KeyCommand::InspectNodeKey(command) => command.run(),
		KeyCommand::Insert(command) => command.run(cli),
	}
}
