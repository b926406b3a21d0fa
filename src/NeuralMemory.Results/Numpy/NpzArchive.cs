using System.IO.Compression;

namespace NeuralMemory.Results;

/// <summary>The file of an <see cref="NpzWriter"/>: a zip archive under a temporary name until it is complete.</summary>
internal sealed class NpzArchive : IDisposable
{
    private readonly StagedFile _file;
    private readonly ZipPlan _plan = new();
    private readonly bool _isDeflated;

    private NpzArchive(string path, StagedFile file, bool isDeflated) => (Path, _file, _isDeflated) = (path, file, isDeflated);

    /// <summary>Where the file is when it is complete.</summary>
    public string Path { get; }

    /// <summary>Begins a file.</summary>
    /// <exception cref="IOException">The system refused, or another writer is at it.</exception>
    public static NpzArchive Open(string path, bool isDeflated) =>
        new(path, StagedFile.Open(path, FileAccess.ReadWrite, bufferSize: 0), isDeflated);

    /// <summary>Gives a member its place and its length before its content is known.</summary>
    public ZipMember Reserve(string name, long length) => _plan.Place(name, length);

    /// <summary>Writes to a place of the file.</summary>
    /// <exception cref="RunException">The system refused.</exception>
    public void WriteAt(ReadOnlySpan<byte> bytes, long place)
    {
        try
        {
            Disk.WriteAt(_file.Stream, bytes, place, Path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Storage.Explain("write", Path, exception);
        }
    }

    /// <summary>The checksum of a member that is written.</summary>
    public uint ChecksumOf(ZipMember member)
    {
        var piece = new byte[1 << 16];
        uint checksum = 0;
        for (long done = 0; done < member.Stored;)
        {
            int read = RandomAccess.Read(_file.Stream.SafeFileHandle, piece.AsSpan(0, (int)Math.Min(piece.Length, member.Stored - done)),
                member.Start + done);
            checksum = Crc32.Append(piece.AsSpan(0, read), checksum);
            done += read;
        }

        return checksum;
    }

    /// <summary>Adds a member behind all others.</summary>
    /// <param name="name">What it is called.</param>
    /// <param name="length">How many bytes it has.</param>
    /// <param name="write">Writes them.</param>
    public void Add(string name, long length, Action<Stream> write)
    {
        ZipMember member = _plan.Place(name, length, _isDeflated);
        PlacedStream place = new(this, member.Start);
        using (Stream packed = _isDeflated ? new DeflateStream(place, CompressionLevel.Optimal, leaveOpen: true) : Stream.Null)
        {
            CheckedStream content = new(_isDeflated ? packed : place);
            write(content);
            (member.Length, member.Checksum) = (content.Written, content.Checksum);
        }

        member.Stored = place.Position - member.Start;
        _plan.EndAt(place.Position);
    }

    /// <summary>Puts the file in the place of what had its name.</summary>
    public void Complete()
    {
        _plan.Finish((bytes, place) => WriteAt(bytes, place));
        Storage.Try("write", Path, _file.Complete);
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();

    /// <summary>Writes one piece behind the other from a place of the archive.</summary>
    private sealed class PlacedStream(NpzArchive archive, long start) : WriteOnlyStream
    {
        private long _place = start;

        public override long Position
        {
            get => _place;
            set => throw new NotSupportedException();
        }

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            archive.WriteAt(buffer, _place);
            _place += buffer.Length;
        }
    }

    /// <summary>Checks what is written.</summary>
    private sealed class CheckedStream(Stream inner) : WriteOnlyStream
    {
        public uint Checksum { get; private set; }

        public long Written { get; private set; }

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            inner.Write(buffer);
            Checksum = Crc32.Append(buffer, Checksum);
            Written += buffer.Length;
        }
    }
}
