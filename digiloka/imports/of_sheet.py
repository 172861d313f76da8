"""What is said once of a sheet's column, not at each of its cells: how it was read, or why it was left out."""

from __future__ import annotations

from digiloka.imports import faults, two_in_one
from digiloka.imports.cells import Column
from digiloka.imports.columns import ColumnGuess, SheetLayout
from digiloka.imports.faults import Fault
from digiloka.imports.questions import APART, RIVAL
from digiloka.imports.rivals import Apart
from digiloka.registry.fields import BY_KEY, printed_key


def unit_fault(layout: SheetLayout, guess: ColumnGuess) -> Fault:
    """A money column whose unit nothing tells: left out."""
    return _fault(
        layout, guess, "money-unit-unknown",
        f'Angka di kolom "{_name(guess)}" terlalu kecil untuk rupiah. Tulis satuannya di judul kolom, misalnya '
        '"(Rp.000)" atau "(juta)", lalu unggah lagi. Kolom ini belum dimasukkan.',
    )


def year_fault(layout: SheetLayout, guess: ColumnGuess) -> Fault:
    """Of two years' columns the older one is left out."""
    return _fault(
        layout, guess, "figures-older-year",
        f'Kolom "{_name(guess)}" berisi tahun yang lebih lama. Yang dimasukkan tahun terbaru saja.',
    )


def older_fault(layout: SheetLayout, guess: ColumnGuess, taken: ColumnGuess) -> Fault:
    """A column of the past beside one of today: left out."""
    return _fault(
        layout, guess, "column-older",
        f'Kolom "{_name(guess)}" tidak dimasukkan. Yang dimasukkan keadaan sekarang, dari kolom "{_name(taken)}".',
    )


def rival_fault(layout: SheetLayout, guess: ColumnGuess, taken: ColumnGuess) -> Fault:
    """Two columns of one figure that tell no moment: the first that is filled is taken."""
    first, second, what = f'"{_name(taken)}"', f'"{_name(guess)}"', BY_KEY[guess.field or ""].label.lower()
    return _fault(
        layout, guess, RIVAL,
        f"Kolom {first} dan {second} sama-sama dibaca sebagai {what}. Yang dimasukkan {first}; {second} hanya bila "
        "yang pertama kosong.",
    )


def apart_fault(layout: SheetLayout, apart: Apart) -> Fault:
    """Columns of one figure for different times that differ: which one is taken, or that none is yet."""
    first, others = f'"{_name(apart.taken)}"', " dan ".join(f'"{_name(guess)}"' for guess in apart.others)
    what = BY_KEY[apart.taken.field or ""].label.lower()
    if apart.asked:
        told = f"Pilih mana yang benar. Sebelum itu {what} belum dimasukkan."
        return _fault(layout, apart.taken, APART,
                      f"Kolom {first} dan {others} jauh berbeda kalau dihitung setahun. {told}")
    told = (f"{others} jauh berbeda kalau dihitung setahun, jadi dilewati." if apart.far
            else f"{others} hanya bila yang pertama kosong, karena hitungannya berbeda.")
    return _fault(layout, apart.others[0], "column-other-time",
                  f"Untuk {what} dipakai kolom {first}; {told}")


def unsure_fault(layout: SheetLayout, guess: ColumnGuess, key: str) -> Fault:
    """A column of figures whose heading does not say of when: left out."""
    label = BY_KEY[key].label
    return _fault(
        layout, guess, "column-unsure",
        f'Kolom "{_name(guess)}" tidak dimasukkan, karena judulnya belum jelas. Kalau isinya {label.lower()} sekarang, '
        f'ubah judulnya menjadi "{label}", lalu unggah lagi.',
    )


def added_fault(layout: SheetLayout, guess: ColumnGuess) -> Fault:
    """A column that somebody added to a template of known businesses, of which none of their fields is read."""
    return _fault(
        layout, guess, "column-added",
        f'Kolom "{_name(guess)}" tidak dibaca untuk usaha yang sudah terdaftar. Pilih artinya di '
        '"Cocokkan kolom", atau pindahkan isinya ke kolom yang sudah ada di lembar ini.',
    )


def order_fault(layout: SheetLayout, column: Column) -> Fault:
    """A column that writes the month before the day: all its dates are read so, and that is said once."""
    return Fault(
        layout.name, None, column.letter, column.field.printed_key, "dates-month-first",
        f'Tanggal di kolom "{column.heading or column.letter}" ditulis bulan dulu, lalu hari: {column.habits.dated}. '
        "Periksa lagi.", faults.WARNING,
    )


def pair_fault(layout: SheetLayout, guess: ColumnGuess) -> Fault:
    """A column of two things that nothing parts: left out."""
    return _fault(
        layout, guess, "two-in-one",
        f'Kolom "{_name(guess)}" berisi dua hal: {two_in_one.labels(guess.pair or ("", ""))}. Pisahkan menjadi dua '
        "kolom, lalu unggah lagi. Kolom ini belum dimasukkan.",
    )


def _fault(layout: SheetLayout, guess: ColumnGuess, code: str, message: str) -> Fault:
    return Fault(layout.name, None, guess.letter, printed_key(guess.field), code, message, faults.WARNING)


def _name(guess: ColumnGuess) -> str:
    return guess.heading or guess.letter
