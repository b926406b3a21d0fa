namespace NeuralMemory.Torch;

/// <summary>Entries of a dynamic section by their numbers in the System V ABI and its GNU extensions.</summary>
internal static class ElfTag
{
    public const long End = 0, Needed = 1, PltRelocationsSize = 2, Strings = 5, Symbols = 6, Relocations = 7, RelocationsSize = 8,
        StringsSize = 10, Name = 14, PltRelocations = 23, SymbolVersions = 0x6ffffff0, VersionsProvided = 0x6ffffffc,
        VersionsProvidedCount = 0x6ffffffd, VersionsNeeded = 0x6ffffffe, VersionsNeededCount = 0x6fffffff;
}
