namespace NeuralMemory.Results;

/// <summary>
/// A zip archive in whose file every member has its place before its content is there. Headers and the directory are written at the end
/// (APPNOTE.TXT 6.3.10, sections 4.3.14 to 4.3.16).
/// </summary>
internal sealed class ZipPlan
{
    private const uint EndMark = 0x06054b50, LongEndMark = 0x06064b50, LocatorMark = 0x07064b50;
    private const int EndBytes = 22, LongEndBytes = 56, LocatorBytes = 20;

    private readonly List<ZipMember> _members = [];

    /// <summary>Where the next member begins.</summary>
    public long End { get; private set; }

    /// <summary>Gives a member a place.</summary>
    /// <param name="name">What it is called.</param>
    /// <param name="longest">The most bytes that it has.</param>
    /// <param name="isDeflated">Whether it is compressed.</param>
    public ZipMember Place(string name, long longest, bool isDeflated = false)
    {
        ZipMember member = new(name, End, longest, isDeflated);
        _members.Add(member);
        End = checked(member.Start + longest);
        return member;
    }

    /// <summary>Lets the next member begin where the last one ended, which is not as long as was planned.</summary>
    public void EndAt(long place) => End = place;

    /// <summary>Writes what is not content.</summary>
    /// <param name="write">Writes bytes at a place of the file.</param>
    public void Finish(Action<byte[], long> write)
    {
        foreach (ZipMember member in _members)
            write(member.LocalHeader(), member.Place);
        byte[] directory = [.. _members.SelectMany(member => member.CentralHeader())];
        write([.. directory, .. Tail(directory.Length)], End);
    }

    private byte[] Tail(int directoryBytes)
    {
        bool isLong = End >= uint.MaxValue || _members.Count >= ushort.MaxValue;
        var tail = new byte[EndBytes + (isLong ? LongEndBytes + LocatorBytes : 0)];
        Span<byte> rest = tail;
        if (isLong)
        {
            rest = ZipMember.Put(rest, LongEndMark);
            rest = ZipMember.Put(rest, (ulong)(LongEndBytes - 12));
            // Written and read by version 4.5; one disk.
            rest = ZipMember.Put(ZipMember.Put(rest, (ushort)45), (ushort)45)[8..];
            rest = ZipMember.Put(ZipMember.Put(rest, (ulong)_members.Count), (ulong)_members.Count);
            rest = ZipMember.Put(ZipMember.Put(rest, (ulong)directoryBytes), (ulong)End);
            rest = ZipMember.Put(rest, LocatorMark)[4..];
            rest = ZipMember.Put(ZipMember.Put(rest, (ulong)(End + directoryBytes)), 1u);
        }

        rest = ZipMember.Put(rest, EndMark)[4..];
        var count = (ushort)Math.Min(_members.Count, ushort.MaxValue);
        rest = ZipMember.Put(ZipMember.Put(rest, count), count);
        ZipMember.Put(ZipMember.Put(rest, (uint)directoryBytes), (uint)Math.Min(End, uint.MaxValue));
        return tail;
    }
}
