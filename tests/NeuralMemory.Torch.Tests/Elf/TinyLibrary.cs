using System.Text;

namespace NeuralMemory.Torch.Tests;

/// <summary>A shared library of a few hundred bytes, written by hand: headers, names, and what a loader reads of them.</summary>
internal sealed class TinyLibrary
{
    private const int Header = 64, Segment = 56, Entry = 16, Relocation = 24, Symbol = 24;

    /// <summary>Its name.</summary>
    public string Name { get; init; } = "libtiny.so";

    /// <summary>Libraries that it wants.</summary>
    public string[] Needed { get; init; } = [];

    /// <summary>Versions that it wants of <c>libstdc++.so.6</c>; symbols of the version have the numbers 2, 3, ...</summary>
    public string[] Versions { get; init; } = [];

    /// <summary>Versions that it provides.</summary>
    public string[] Provided { get; init; } = [];

    /// <summary>Symbols, each with the number of its version and whether a relocation uses it.</summary>
    public (string Name, ushort Version, bool IsUsed)[] Symbols { get; init; } = [];

    /// <summary>The file. Addresses are places in it.</summary>
    public byte[] ToBytes()
    {
        List<byte> names = [0];
        uint Add(string text)
        {
            uint at = (uint)names.Count;
            names.AddRange([.. Encoding.UTF8.GetBytes(text), 0]);
            return at;
        }

        byte[] symbols =
            [.. new byte[Symbol], .. Symbols.SelectMany(symbol => (byte[])[.. Bytes(Add(symbol.Name)), .. new byte[Symbol - 4]])];
        byte[] symbolVersions = [0, 0, .. Symbols.SelectMany(symbol => BitConverter.GetBytes(symbol.Version))];
        byte[] relocations = [.. Symbols.Index().Where(symbol => symbol.Item.IsUsed)
            .SelectMany(symbol => (byte[])[.. Bytes(0UL), .. Bytes(((ulong)symbol.Index + 1) << 32 | 6), .. Bytes(0UL)])];
        byte[] needs = Versions.Length == 0 ? [] :
        [
            .. Bytes((ushort)1), .. Bytes((ushort)Versions.Length), .. Bytes(Add("libstdc++.so.6")), .. Bytes(16U), .. Bytes(0U),
            .. Versions.Index().SelectMany(version => (byte[])
            [
                .. Bytes((uint)version.Item.GetHashCode(StringComparison.Ordinal)), 0, 0, .. Bytes((ushort)(version.Index + 2)),
                .. Bytes(Add(version.Item)), .. Bytes(version.Index + 1 < Versions.Length ? 16U : 0),
            ]),
        ];
        byte[] provides = [.. Provided.Index().SelectMany(version => (byte[])
        [
            1, 0, 0, 0, .. Bytes((ushort)(version.Index + 1)), 1, 0, .. Bytes(0U), .. Bytes(20U),
            .. Bytes(version.Index + 1 < Provided.Length ? 28U : 0), .. Bytes(Add(version.Item)), .. Bytes(0U),
        ])];
        (long Tag, ulong Value)[] wanted = [.. Needed.Select(name => ((long)ElfTag.Needed, (ulong)Add(name))), (ElfTag.Name, Add(Name))];

        const int sections = 6, fixedEntries = 12;
        int dynamicAt = Header + 2 * Segment, dynamicSize = Entry * (wanted.Length + fixedEntries);
        byte[][] parts = [[.. names], symbols, symbolVersions, relocations, needs, provides];
        ulong[] at = new ulong[sections];
        ulong end = (ulong)(dynamicAt + dynamicSize);
        for (int part = 0; part < sections; part++)
        {
            at[part] = end;
            end += (ulong)parts[part].Length;
        }

        (long Tag, ulong Value)[] entries =
        [
            .. wanted, (ElfTag.Strings, at[0]), (ElfTag.StringsSize, (ulong)names.Count), (ElfTag.Symbols, at[1]),
            (ElfTag.SymbolVersions, at[2]),
            (ElfTag.Relocations, at[3]), (ElfTag.RelocationsSize, (ulong)relocations.Length), (ElfTag.PltRelocations, at[3]),
            (ElfTag.PltRelocationsSize, 0), (ElfTag.VersionsNeeded, at[4]), (ElfTag.VersionsNeededCount, needs.Length == 0 ? 0UL : 1),
            (ElfTag.VersionsProvidedCount, (ulong)Provided.Length),
            Provided.Length == 0 ? (ElfTag.End, 0) : (ElfTag.VersionsProvided, at[5]),
        ];
        Assert.Equal(Relocation * Symbols.Count(symbol => symbol.IsUsed), relocations.Length);
        return
        [
            0x7f, (byte)'E', (byte)'L', (byte)'F', 2, 1, 1, .. new byte[9], .. Bytes((ushort)3), .. Bytes(ElfFile.Amd64), .. Bytes(1U),
            .. Bytes(0UL), .. Bytes((ulong)Header), .. Bytes(0UL), .. Bytes(0U), .. Bytes((ushort)Header), .. Bytes((ushort)Segment),
            .. Bytes((ushort)2), .. new byte[6],
            .. SegmentHeader(1, 0, end), .. SegmentHeader(2, (ulong)dynamicAt, (ulong)dynamicSize),
            .. entries.SelectMany(entry => (byte[])[.. Bytes((ulong)entry.Tag), .. Bytes(entry.Value)]), .. parts.SelectMany(part => part),
        ];
    }

    private static byte[] SegmentHeader(uint kind, ulong at, ulong size) =>
        [.. Bytes(kind), .. Bytes(4U), .. Bytes(at), .. Bytes(at), .. Bytes(at), .. Bytes(size), .. Bytes(size), .. Bytes(1UL)];

    private static byte[] Bytes(ushort value) => BitConverter.GetBytes(value);

    private static byte[] Bytes(uint value) => BitConverter.GetBytes(value);

    private static byte[] Bytes(ulong value) => BitConverter.GetBytes(value);
}
