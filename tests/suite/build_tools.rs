//! The stand-in for cmake under `.cargo/` finds or fetches what the build of PROJ needs, on any machine.
//!
//! Each test gives it a PATH of its own with exactly the programs that the case allows. Wheels come from a
//! folder made here, so that nothing is fetched.

#![expect(clippy::unwrap_used, reason = "a failed step fails the test")]

use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use tempfile::TempDir;

const SAYS_ITS_ARGUMENTS: &str =
    "#!/bin/sh\n[ \"$1\" = --version ] && echo 'cmake version 3.25.1' && exit\necho \"NAME $@\"\n";

/// A folder that is the whole PATH of one run of the stand-in.
struct Machine {
    folder: TempDir,
    python: PathBuf,
}

impl Machine {
    /// A machine with this python3 and nothing else.
    fn with_python(python: &Path) -> Self {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("bin")).unwrap();
        let machine = Self { folder, python: python.to_path_buf() };
        symlink(python, machine.bin("python3")).unwrap();
        for tool in ["sh", "env"] {
            symlink(format!("/bin/{tool}"), machine.bin(tool)).unwrap();
        }
        machine
    }

    fn bin(&self, name: &str) -> PathBuf {
        self.folder.path().join("bin").join(name)
    }

    fn has(self, name: &str, script: &str) -> Self {
        let path = self.bin(name);
        fs::write(&path, script).unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
        self
    }

    fn has_compiler(self) -> Self {
        self.has("c++", "#!/bin/sh\n")
    }

    fn cmake(&self, arguments: &[&str]) -> Output {
        let wheels = self.folder.path().join("wheels");
        write_wheels(&self.python, &wheels);
        Command::new(self.bin("python3"))
            .arg(Path::new(env!("CARGO_MANIFEST_DIR")).join(".cargo/cmake"))
            .args(arguments)
            .env_clear()
            .env("PATH", self.folder.path().join("bin"))
            .env("HOME", self.folder.path())
            .env("PIP_NO_INDEX", "1")
            .env("PIP_FIND_LINKS", &wheels)
            .env("JINGWEI_BUILD_TOOLS", self.folder.path().join("tools"))
            .envs(
                self.folder
                    .path()
                    .join("stubs")
                    .exists()
                    .then(|| ("PYTHONPATH", self.folder.path().join("stubs"))),
            )
            .output()
            .unwrap()
    }
}

/// Wheels of the pinned versions whose programs only say their arguments.
fn write_wheels(python: &Path, folder: &Path) {
    let script = r#"
import re, sys, zipfile, os
folder, stand_in, program = sys.argv[1:]
os.makedirs(folder, exist_ok=True)
for package, version in re.findall(r'"(cmake|ninja)==([0-9.]+)"', open(stand_in).read()):
    path = os.path.join(folder, "%s-%s-py3-none-any.whl" % (package, version))
    with zipfile.ZipFile(path, "w") as wheel:
        info = "%s-%s.dist-info/" % (package, version)
        tool = zipfile.ZipInfo("%s/data/bin/%s" % (package, package))
        tool.external_attr = 0o100755 << 16
        wheel.writestr(tool, program.replace("NAME", "wheel " + package))
        wheel.writestr(info + "METADATA", "Metadata-Version: 2.1\nName: %s\nVersion: %s\n" % (package, version))
        wheel.writestr(info + "WHEEL", "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        wheel.writestr(info + "RECORD", "")
"#;
    let stand_in = Path::new(env!("CARGO_MANIFEST_DIR")).join(".cargo/cmake");
    let made =
        Command::new(python).args(["-c", script]).arg(folder).arg(stand_in).arg(SAYS_ITS_ARGUMENTS).status();
    assert!(made.unwrap().success(), "the wheels were written");
}

/// The python3 of this machine, behind any shim.
fn python() -> PathBuf {
    let said = Command::new("python3").args(["-c", "import sys; print(sys.executable)"]).output().unwrap();
    PathBuf::from(String::from_utf8(said.stdout).unwrap().trim())
}

fn runs(python: &Path, code: &str) -> bool {
    Command::new(python).args(["-c", code]).output().unwrap().status.success()
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).trim().to_owned()
}

fn complained(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).trim().to_owned()
}

#[test]
fn a_recent_cmake_of_the_system_is_used() {
    let tool = SAYS_ITS_ARGUMENTS.replace("NAME", "system");
    let machine = Machine::with_python(&python())
        .has_compiler()
        .has("cmake", &tool)
        .has("make", "#!/bin/sh\n")
        .has("sqlite3", "#!/bin/sh\n");
    assert_eq!(said(&machine.cmake(&["-S", "source"])), "system -S source");
    assert_eq!(said(&machine.cmake(&["--build", "."])), "system --build .");
}

#[test]
fn without_the_sqlite3_program_proj_is_pointed_at_the_stand_in() {
    let tool = SAYS_ITS_ARGUMENTS.replace("NAME", "system");
    let machine =
        Machine::with_python(&python()).has_compiler().has("cmake", &tool).has("make", "#!/bin/sh\n");
    let told = said(&machine.cmake(&["-S", "source"]));
    assert!(
        told.starts_with("system -S source -DEXE_SQLITE3=/") && told.ends_with(".cargo/sqlite3"),
        "{told}"
    );
}

#[test]
fn without_cmake_the_wheels_are_installed_once() {
    let python = python();
    if !runs(&python, "import pip") {
        return no_pip_falls_to_a_virtual_environment();
    }
    let machine = Machine::with_python(&python).has_compiler();
    let first = machine.cmake(&["-S", "source"]);
    let told = said(&first);
    assert!(
        told.starts_with("wheel cmake -S source -G Ninja -DCMAKE_MAKE_PROGRAM="),
        "{told}{}",
        complained(&first)
    );
    fs::remove_dir_all(machine.folder.path().join("wheels")).unwrap();
    assert_eq!(said(&machine.cmake(&["--build", "."])), "wheel cmake --build .");
}

#[test]
fn a_cmake_that_is_too_old_is_passed_over() {
    let python = python();
    if !runs(&python, "import pip") {
        return no_pip_falls_to_a_virtual_environment();
    }
    let machine = Machine::with_python(&python)
        .has_compiler()
        .has("cmake", "#!/bin/sh\necho cmake version 3.10.2\n")
        .has("make", "#!/bin/sh\n")
        .has("sqlite3", "#!/bin/sh\n");
    assert_eq!(said(&machine.cmake(&["-S", "source"])), "wheel cmake -S source");
}

#[test]
fn no_pip_falls_to_a_virtual_environment() {
    let base = python();
    let home = tempfile::tempdir().unwrap();
    let bare = home.path().join("bare");
    let made = Command::new(&base).args(["-m", "venv", "--without-pip"]).arg(&bare).output().unwrap();
    if !made.status.success() || !runs(&base, "import ensurepip") {
        return without_pip_and_venv_one_line_says_what_to_install();
    }
    let bare = bare.join("bin/python3");
    assert!(!runs(&bare, "import pip"), "the virtual environment has no pip");
    let machine =
        Machine::with_python(&base).has_compiler().has("make", "#!/bin/sh\n").has("sqlite3", "#!/bin/sh\n");
    fs::remove_file(machine.bin("python3")).unwrap();
    // Not a link: a virtual environment's python knows its home by the path it is called by.
    let machine = machine.has("python3", &format!("#!/bin/sh\nexec {} \"$@\"\n", bare.display()));
    let output = machine.cmake(&["-S", "source"]);
    assert_eq!(said(&output), "wheel cmake -S source", "{}", complained(&output));
}

#[test]
fn without_pip_and_venv_one_line_says_what_to_install() {
    let machine = Machine::with_python(&python()).has_compiler();
    for module in ["pip", "venv"] {
        let stub = machine.folder.path().join("stubs").join(module);
        fs::create_dir_all(&stub).unwrap();
        fs::write(stub.join("__init__.py"), "").unwrap();
        fs::write(stub.join("__main__.py"), "raise SystemExit(1)\n").unwrap();
    }
    let output = machine.cmake(&["-S", "source"]);
    assert!(!output.status.success());
    assert_eq!(
        complained(&output),
        "jingwei build: cmake is missing and this python3 has neither pip nor venv to fetch it: \
         apt-get install -y cmake sqlite3"
    );
}

#[test]
fn without_a_compiler_one_line_says_what_to_install() {
    let output = Machine::with_python(&python()).cmake(&["-S", "source"]);
    assert!(!output.status.success());
    assert_eq!(
        complained(&output),
        "jingwei build: PROJ is C++17 and no C++ compiler was found: apt-get install -y g++"
    );
}
