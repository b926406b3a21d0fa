using System.Text;

namespace NeuralMemory.Results;

/// <summary>
/// Follows <c>metrics.jsonl</c> while a run writes it: each look reads only what is new. Lines of training, which are most of them, are
/// passed over but for the last. Not thread-safe.
/// </summary>
/// <param name="path">The metrics file; it may not be there yet.</param>
/// <param name="split">The split whose records are kept, such as <c>evaluation</c>.</param>
public sealed class MetricsTail(string path, string split = "evaluation")
{
    /// <summary>As much as is read at once.</summary>
    private const int Chunk = 1 << 18;

    /// <summary>A line that is longer is none that training wrote.</summary>
    private const int LongestLine = 1 << 24;

    /// <summary>So many bytes before the place that was read to are looked at again: other ones are of another file.</summary>
    private const int Remembered = 64;

    private readonly byte[] _wanted = Encoding.UTF8.GetBytes(split + '"');
    private readonly List<MetricsRecord> _records = [];
    private byte[] _last = [];
    private long _position, _lines;

    /// <summary>The records of the split so far, in order.</summary>
    public IReadOnlyList<MetricsRecord> Records { get; private set; } = [];

    /// <summary>The last record of any split; null before the first.</summary>
    public MetricsRecord? Latest { get; private set; }

    /// <summary>
    /// Reads what was added. A file that is not the one that was read, as where a resumed run took lines back, is read anew; a last line
    /// without a line end does not count yet.
    /// </summary>
    /// <returns>Whether anything is new.</returns>
    /// <exception cref="RunException">A line is no record (the message says which), or the system refused.</exception>
    public bool ReadNew()
    {
        if (!File.Exists(path) || Storage.IsEmpty(path))
            return _position > 0 && Forget();
        return Storage.Try("read", path, () =>
        {
            using FileStream stream = new(
                path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
            bool isNew = !IsSame(stream) && Forget();
            try
            {
                return ReadFrom(stream) || isNew;
            }
            catch (RunException)
            {
                // Half of what was read counts for nothing.
                Forget();
                throw;
            }
        });
    }

    private bool IsSame(FileStream stream)
    {
        if (stream.Length < _position)
            return false;
        byte[] before = new byte[_last.Length];
        stream.Position = _position - _last.Length;
        int read = stream.ReadAtLeast(before, before.Length, throwOnEndOfStream: false);
        return before.AsSpan(0, read).SequenceEqual(_last);
    }

    private bool Forget()
    {
        _records.Clear();
        (Records, Latest, _last, _position, _lines) = ([], null, [], 0, 0);
        return true;
    }

    private bool ReadFrom(FileStream stream)
    {
        byte[] buffer = new byte[(int)Math.Clamp(stream.Length - _position, 0, Chunk)];
        ReadOnlyMemory<byte> lastLine = default;
        bool isKept = false, isNew = false;
        while (stream.Length > _position)
        {
            stream.Position = _position;
            int read = stream.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
            int end = buffer.AsSpan(0, read).LastIndexOf((byte)'\n') + 1;
            if (end == 0)
            {
                // The last line is not whole; or one is longer than what is read at once.
                if (read < buffer.Length || stream.Length <= _position + read)
                    break;
                if (buffer.Length > LongestLine)
                    throw new RunException(RunProblem.Damaged, $"{path}:{_lines + 1}: not a metrics record: the line does not end");
                buffer = new byte[buffer.Length * 2];
                continue;
            }

            for (int start = 0; start < end;)
            {
                int length = buffer.AsSpan(start, end - start).IndexOf((byte)'\n');
                isKept |= Keep(buffer.AsMemory(start, length));
                lastLine = buffer.AsMemory(start, length);
                start += length + 1;
            }

            isNew = true;
            _position += end;
            _last = buffer[Math.Max(0, end - Remembered)..end];
            lastLine = lastLine.ToArray();
        }

        if (isNew)
            Latest = MetricsReader.Parse(lastLine, path, _lines);
        if (isKept)
            Records = [.. _records];
        return isNew;
    }

    private bool Keep(ReadOnlyMemory<byte> line)
    {
        _lines++;
        if (MetricsOfSplit.IsOfAnother(line.Span, _wanted))
            return false;
        MetricsRecord record = MetricsReader.Parse(line, path, _lines);
        if (record.Split != split)
            return false;
        _records.Add(record);
        return true;
    }
}
