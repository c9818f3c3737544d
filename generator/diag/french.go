package diag

import (
	"errors"
	"io/fs"
	"os"
	"runtime"
	"strings"
	"syscall"
)

// French returns what the machine refused, in French, with the file concerned.
// Whatever was said around the system's own words is kept; an error that is not
// the system's keeps its text.
func French(err error) string {
	if err == nil {
		return ""
	}
	why := reason(err)
	if why == "" {
		return err.Error()
	}
	var path *fs.PathError
	var link *os.LinkError
	var number syscall.Errno
	switch {
	case errors.As(err, &path):
		return strings.Replace(err.Error(), path.Error(), path.Path+" : "+why, 1)
	case errors.As(err, &link):
		return strings.Replace(err.Error(), link.Error(), link.New+" : "+why, 1)
	case errors.As(err, &number):
		return strings.Replace(err.Error(), number.Error(), why, 1)
	}
	return why
}

// Windows reports these under numbers of its own (winerror.h).
const (
	sharingViolation = syscall.Errno(32)
	lockViolation    = syscall.Errno(33)
	handleDiskFull   = syscall.Errno(39)
	diskFull         = syscall.Errno(112)
	directoryInUse   = syscall.Errno(145) // ERROR_DIR_NOT_EMPTY
	writeProtected   = syscall.Errno(19)
	nameTooLong      = syscall.Errno(206)
)

func reason(err error) string {
	if runtime.GOOS == "windows" {
		if r := windowsReason(err); r != "" {
			return r
		}
	}
	is := func(targets ...error) bool {
		for _, t := range targets {
			if errors.Is(err, t) {
				return true
			}
		}
		return false
	}
	switch {
	case is(syscall.ENOSPC, syscall.EDQUOT):
		return noSpace
	case is(syscall.EBUSY, syscall.ETXTBSY):
		return inUse
	case is(syscall.EROFS):
		return readOnly
	case is(syscall.EISDIR):
		return "c'est un dossier, un fichier est attendu"
	case is(syscall.ENOTDIR):
		return "c'est un fichier, un dossier est attendu"
	case is(syscall.ENOTEMPTY):
		return "le dossier n'est pas vide"
	case is(syscall.ENAMETOOLONG):
		return tooLong
	case is(syscall.EMFILE, syscall.ENFILE):
		return "trop de fichiers ouverts à la fois : fermez d'autres programmes, puis relancez la commande"
	case is(syscall.EIO):
		return "le disque ne répond pas correctement : vérifiez-le, puis relancez la commande"
	case is(fs.ErrNotExist):
		return "fichier ou dossier introuvable"
	case is(fs.ErrExist):
		return "ce nom existe déjà"
	case is(fs.ErrPermission):
		return "accès refusé : vérifiez les droits du fichier et du dossier"
	}
	return ""
}

const (
	noSpace  = "il n'y a plus de place sur le disque"
	inUse    = "le fichier est ouvert dans un autre programme : fermez-le (Excel, par exemple), puis relancez la commande"
	readOnly = "le disque est en lecture seule"
	tooLong  = "le chemin est trop long : rapprochez le dossier de la racine du disque"
)

func windowsReason(err error) string {
	var number syscall.Errno
	if !errors.As(err, &number) {
		return ""
	}
	switch number {
	case sharingViolation, lockViolation:
		return inUse
	case handleDiskFull, diskFull:
		return noSpace
	case directoryInUse:
		return "le dossier n'est pas vide"
	case writeProtected:
		return readOnly
	case nameTooLong:
		return tooLong
	}
	return ""
}
