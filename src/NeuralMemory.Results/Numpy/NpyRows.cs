namespace NeuralMemory.Results;

/// <summary>Where the rows of an array go while it grows.</summary>
internal abstract class NpyRows : IDisposable
{
    /// <summary>Takes the bytes of further rows.</summary>
    public abstract void Write(ReadOnlySpan<byte> bytes);

    /// <summary>Ends it: all is in the archive then.</summary>
    /// <param name="header">What stands before the rows; at least as long as that of fewer rows.</param>
    public abstract void Complete(byte[] header);

    /// <summary>Ends it. What was not completed leaves nothing behind.</summary>
    public abstract void Dispose();
}

/// <summary>Rows of which it is known how many there will be: they go to their place in the archive, gathered into larger pieces.</summary>
/// <param name="archive">The archive.</param>
/// <param name="member">The array's place in it.</param>
/// <param name="header">What stands before the rows if they all come.</param>
internal sealed class PlacedRows(NpzArchive archive, ZipMember member, byte[] header) : NpyRows
{
    private const int GatheredBytes = 1 << 17;

    private byte[]? _gathered;
    private int _held;
    private long _written = header.Length;
    private uint _checksum = Crc32.Append(header);

    public override void Write(ReadOnlySpan<byte> bytes)
    {
        _checksum = Crc32.Append(bytes, _checksum);
        bool isLarge = bytes.Length > GatheredBytes / 2;
        if (isLarge || _held + bytes.Length > GatheredBytes)
            WriteHeld();
        if (isLarge)
        {
            archive.WriteAt(bytes, member.Start + _written);
            _written += bytes.Length;
            return;
        }

        bytes.CopyTo((_gathered ??= new byte[GatheredBytes]).AsSpan(_held));
        _held += bytes.Length;
    }

    public override void Complete(byte[] final)
    {
        WriteHeld();
        archive.WriteAt(final, member.Start);
        // Where fewer rows came, the rest of their place is left empty, and the header is another.
        member.Length = member.Stored = _written;
        member.Checksum = final.AsSpan().SequenceEqual(header) ? _checksum : archive.ChecksumOf(member);
    }

    public override void Dispose()
    {
    }

    private void WriteHeld()
    {
        if (_held > 0)
            archive.WriteAt(_gathered.AsSpan(0, _held), member.Start + _written);
        _written += _held;
        _held = 0;
    }
}

/// <summary>Rows of which nobody knows how many will come: they are kept in a file beside the archive, and join it at the end.</summary>
/// <param name="archive">The archive.</param>
/// <param name="name">What the array is called in it.</param>
/// <param name="file">The file beside it.</param>
internal sealed class RowsBeside(NpzArchive archive, string name, FileStream file) : NpyRows
{
    public override void Write(ReadOnlySpan<byte> bytes)
    {
        try
        {
            Disk.Write(file, bytes, archive.Path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Storage.Explain("write", archive.Path, exception);
        }
    }

    public override void Complete(byte[] header)
    {
        file.Position = 0;
        archive.Add(name, header.Length + file.Length, member =>
        {
            member.Write(header);
            file.CopyTo(member, 1 << 20);
        });
        Dispose();
    }

    public override void Dispose()
    {
        try
        {
            file.Dispose();
        }
        catch (IOException)
        {
            // A full disk takes not even what was kept back; the file is closed all the same, and is to go.
        }

        Disk.DeleteFile(file.Name);
    }
}
