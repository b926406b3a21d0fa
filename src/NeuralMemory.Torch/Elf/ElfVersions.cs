using static NeuralMemory.Torch.ElfFile;

namespace NeuralMemory.Torch;

/// <summary>The versions of symbols that a library provides and asks for ("Symbol Versioning" of the Linux Standard Base).</summary>
internal static class ElfVersions
{
    private const int NeedSize = 16, ProvidedSize = 20, ProvidedNameSize = 8, RelocationSize = 24, SymbolSize = 24;
    private const int MostNeeds = 4096;
    private const ushort Weak = 2, IndexBits = 0x7fff;

    /// <summary>What it asks for.</summary>
    public static IReadOnlyList<VersionNeed> Needs(ElfFile file)
    {
        List<VersionNeed> needs = [];
        if (file.Value(ElfTag.VersionsNeeded) is not { } at)
            return needs;
        for (ulong left = file.Value(ElfTag.VersionsNeededCount) ?? 0; left > 0; left--)
        {
            byte[] library = file.Bytes(at, NeedSize);
            string name = file.String(U32(library, 4));
            ulong entryAt = After(at, U32(library, 8));
            for (int entries = U16(library, 2); entries > 0; entries--)
            {
                if (needs.Count == MostNeeds)
                    throw new FormatException($"it asks for more than {MostNeeds} versions");
                byte[] entry = file.Bytes(entryAt, NeedSize);
                needs.Add(new(name, file.String(U32(entry, 8)), (ushort)(U16(entry, 6) & IndexBits), (U16(entry, 4) & Weak) != 0,
                    (long)file.FileOffset(entryAt, NeedSize)));
                if (U32(entry, 12) == 0)
                    break;
                entryAt = After(entryAt, U32(entry, 12));
            }

            if (U32(library, 12) == 0)
                break;
            at = After(at, U32(library, 12));
        }

        return needs;
    }

    /// <summary>What it provides.</summary>
    public static IReadOnlySet<string> Provided(ElfFile file)
    {
        HashSet<string> provided = [];
        if (file.Value(ElfTag.VersionsProvided) is not { } at)
            return provided;
        for (ulong left = file.Value(ElfTag.VersionsProvidedCount) ?? 0; left > 0; left--)
        {
            byte[] version = file.Bytes(at, ProvidedSize);
            // Its own name comes first; the versions that it succeeds follow.
            provided.Add(file.String(U32(file.Bytes(After(at, U32(version, 12)), ProvidedNameSize), 0)));
            if (U32(version, 16) == 0)
                break;
            at = After(at, U32(version, 16));
        }

        return provided;
    }

    /// <summary>
    /// The names of the symbols that loading or running it looks up, by the version that they have. A symbol without a relocation is never
    /// looked up.
    /// </summary>
    /// <param name="file">The library.</param>
    /// <param name="versions">The numbers of the versions that are of interest.</param>
    public static ILookup<ushort, string> SymbolsInUse(ElfFile file, IReadOnlySet<ushort> versions)
    {
        SortedSet<uint> used = [];
        AddSymbols(file, used, ElfTag.Relocations, ElfTag.RelocationsSize);
        AddSymbols(file, used, ElfTag.PltRelocations, ElfTag.PltRelocationsSize);
        if (used.Count == 0 || versions.Count == 0)
            return Enumerable.Empty<string>().ToLookup(_ => (ushort)0);
        ulong symbols = file.Value(ElfTag.Symbols) ?? throw new FormatException("it has no symbols");
        ulong table = file.Value(ElfTag.SymbolVersions) ?? throw new FormatException("its symbols have no versions");
        byte[] versionOf = file.Bytes(table, 2 * ((ulong)used.Max + 1));
        return used.Select(symbol => (symbol, version: (ushort)(U16(versionOf, checked((int)(2 * symbol))) & IndexBits)))
            .Where(symbol => versions.Contains(symbol.version))
            .ToLookup(symbol => symbol.version, symbol => file.String(U32(file.Bytes(symbols + (ulong)SymbolSize * symbol.symbol, 4), 0)));
    }

    /// <summary>The next entry lies further on, so that no chain is endless.</summary>
    private static ulong After(ulong at, uint distance) =>
        at <= ulong.MaxValue - distance ? at + distance : throw new FormatException("its versions lead out of it");

    private static void AddSymbols(ElfFile file, SortedSet<uint> used, long tableTag, long sizeTag)
    {
        if (file.Value(tableTag) is not { } at)
            return;
        byte[] table = file.Bytes(at, file.Value(sizeTag) ?? 0);
        for (int entry = 0; entry + RelocationSize <= table.Length; entry += RelocationSize)
            if ((uint)(U64(table, entry + 8) >> 32) is > 0 and var symbol)
                used.Add(symbol);
    }
}
