using System.Text;

namespace NeuralMemory.Commands.Tests;

/// <summary>
/// A terminal as far as the command uses one: rows of text that are broken at its width, a cursor, and when it is made narrower or wider,
/// broken lines are put together and broken anew, as tmux and most others do.
/// </summary>
internal sealed class Screen(int width) : TextWriter
{
    /// <summary>The rows; a row that goes on in the next one is marked.</summary>
    private readonly List<(string Text, bool GoesOn)> _rows = [("", false)];

    private int _row, _column;
    private bool _breaks = true;

    public override Encoding Encoding => Encoding.UTF8;

    /// <summary>What stands there, row by row, without what is empty at the end.</summary>
    public string Text => string.Join('\n', _rows.Select(row => row.Text.TrimEnd())).TrimEnd('\n');

    public override void Write(char value) => Write(value.ToString());

    public override void Write(string? value)
    {
        string text = value ?? "";
        for (int i = 0; i < text.Length; i++)
            if (text[i] == '\e')
                i = Obey(text, i + 2);
            else
                Put(text[i]);
    }

    public override void WriteLine(string? value) => Write(value + "\n");

    /// <summary>Somebody pulls at the window.</summary>
    public void Resize(int columns)
    {
        int offset = _column, begin = _row;
        for (; begin > 0 && _rows[begin - 1].GoesOn; begin--)
            offset += _rows[begin - 1].Text.Length;
        List<(string, bool)> rows = [];
        for (int i = 0; i < _rows.Count; i++)
        {
            if (i == begin)
                (_row, _column) = (rows.Count + offset / columns, offset % columns);
            string line = _rows[i].Text;
            while (_rows[i].GoesOn)
                line += _rows[++i].Text;
            string[] broken = line.Length == 0 ? [""] : [.. line.Chunk(columns).Select(part => new string(part))];
            rows.AddRange(broken.Select((part, k) => (part, k < broken.Length - 1)));
        }

        _rows.Clear();
        _rows.AddRange(rows);
        width = columns;
    }

    private int Obey(string text, int at)
    {
        int end = at;
        while (!char.IsAsciiLetter(text[end]))
            end++;
        switch (text[at..(end + 1)])
        {
            case "J":
                _rows.RemoveRange(_row + 1, _rows.Count - _row - 1);
                _rows[_row] = (_rows[_row].Text[..Math.Min(_column, _rows[_row].Text.Length)], false);
                break;
            case "?7l" or "?7h":
                _breaks = text[end] == 'h';
                break;
            case var up when up.EndsWith('A'):
                _row -= int.Parse(up.AsSpan(0, up.Length - 1), System.Globalization.CultureInfo.InvariantCulture);
                break;
        }

        return end;
    }

    private void Put(char c)
    {
        if (c == '\r')
            _column = 0;
        else if (c == '\n')
            Next(goesOn: false);
        else
        {
            if (_column == width && _breaks)
                Next(goesOn: true);
            int at = Math.Min(_column, width - 1);
            string row = _rows[_row].Text.PadRight(at);
            _rows[_row] = (row[..at] + c + (at + 1 < row.Length ? row[(at + 1)..] : ""), false);
            _column = Math.Min(at + 1, width);
        }
    }

    private void Next(bool goesOn)
    {
        _rows[_row] = (_rows[_row].Text, goesOn);
        (_row, _column) = (_row + 1, 0);
        if (_row == _rows.Count)
            _rows.Add(("", false));
    }
}
