using System.Text;

namespace NeuralMemory.Results;

/// <summary>
/// Reads the records of one split of <c>metrics.jsonl</c>. Lines of other splits, which are most of a long run's, are told by their bytes
/// and passed over.
/// </summary>
internal static class MetricsOfSplit
{
    private static readonly byte[] Marker = "\"split\":\""u8.ToArray();

    /// <summary>The records, in order; a last line without a line end does not count.</summary>
    /// <exception cref="RunException">A line of the split is no record, or the system refused.</exception>
    public static IReadOnlyList<MetricsRecord> Read(string path, string split)
    {
        if (Storage.IsEmpty(path))
            return [];
        byte[] bytes = Storage.Try("read", path, () => ReadAll(path));
        byte[] wanted = Encoding.UTF8.GetBytes(split + '"');
        List<MetricsRecord> records = [];
        long number = 0;
        for (int start = 0; bytes.AsSpan(start).IndexOf((byte)'\n') is >= 0 and var length; start += length + 1)
        {
            number++;
            if (IsOfAnother(bytes.AsSpan(start, length), wanted))
                continue;
            MetricsRecord record = MetricsReader.Parse(bytes.AsMemory(start, length), path, number);
            if (record.Split == split)
                records.Add(record);
        }

        return records;
    }

    /// <summary>Whether a line names another split in the form that the writer has; of any other form nothing is concluded.</summary>
    internal static bool IsOfAnother(ReadOnlySpan<byte> line, ReadOnlySpan<byte> wanted)
    {
        int at = line.IndexOf(Marker);
        return at >= 0 && !line[(at + Marker.Length)..].StartsWith(wanted);
    }

    /// <summary>What is there now; a writer may be adding to it.</summary>
    private static byte[] ReadAll(string path)
    {
        using FileStream stream = new(
            path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 1, FileOptions.SequentialScan);
        byte[] bytes = new byte[stream.Length];
        int read = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        return read == bytes.Length ? bytes : bytes[..read];
    }
}
