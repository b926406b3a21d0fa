namespace NeuralMemory.Torch.Tests;

public sealed class VersionWaiverTests
{
    private const string Wait = "_ZNSt18condition_variable4waitERSt11unique_lockISt5mutexE";

    [Fact]
    public void Nothing_is_missing_where_all_is_provided() =>
        Assert.Empty(Missing(new TinyLibrary { Versions = ["GLIBCXX_3.4", "GLIBCXX_3.4.32"] }.ToBytes(), "GLIBCXX_3.4", "GLIBCXX_3.4.32"));

    [Fact]
    public void A_library_that_is_not_loaded_is_left_to_the_system()
    {
        byte[] library = new TinyLibrary { Versions = ["GLIBCXX_3.4"] }.ToBytes();
        Assert.Empty(VersionWaiver.Missing(Needs(library), _ => null));
    }

    [Fact]
    public void A_version_that_no_relocation_uses_becomes_weak()
    {
        byte[] library = new TinyLibrary
        {
            Versions = ["GLIBCXX_3.4", "GLIBCXX_3.4.32"],
            Symbols = [("_Znew", 2, true), ("_ZSt21ios_base_library_initv", 3, false)],
        }.ToBytes();
        IReadOnlyList<VersionNeed> missing = Missing(library, "GLIBCXX_3.4");
        Assert.Equal(["GLIBCXX_3.4.32"], missing.Select(need => need.Version));
        byte[] changed = VersionWaiver.Apply(library, missing, out VersionNeed? problem)!;
        Assert.Null(problem);
        Assert.Equal([("GLIBCXX_3.4", false), ("GLIBCXX_3.4.32", true)], Needs(changed).Select(need => (need.Version, need.IsWeak)));
        Assert.Equal(1, Differences(library, changed));
        Assert.Empty(Missing(changed, "GLIBCXX_3.4"));
    }

    [Fact]
    public void A_function_that_older_libraries_have_under_an_older_version_is_asked_for_there()
    {
        byte[] library = new TinyLibrary
        {
            Versions = ["GLIBCXX_3.4.11", "GLIBCXX_3.4.30"],
            Symbols = [("_Znew", 2, true), (Wait, 3, true)],
        }.ToBytes();
        byte[] changed = VersionWaiver.Apply(library, Missing(library, "GLIBCXX_3.4.11"), out _)!;
        IReadOnlyList<VersionNeed> needs = Needs(changed);
        Assert.Equal([("GLIBCXX_3.4.11", (ushort)2, false), ("GLIBCXX_3.4.11", (ushort)3, false)],
            needs.Select(need => (need.Version, need.Index, need.IsWeak)));
        // The loader compares hashes before names.
        Assert.Equal(ElfFile.U32(changed, (int)needs[0].Offset), ElfFile.U32(changed, (int)needs[1].Offset));
    }

    [Theory]
    [InlineData("GLIBCXX_3.4.11", "_Zother", "a function that is not known")]
    [InlineData("GLIBCXX_3.4.9", Wait, "a function whose older version is not asked for by anything else")]
    public void A_version_that_is_used_cannot_be_waived(string present, string symbol, string why)
    {
        byte[] library = new TinyLibrary { Versions = [present, "GLIBCXX_3.4.30"], Symbols = [(symbol, 3, true)] }.ToBytes();
        Assert.True(VersionWaiver.Apply(library, Missing(library, present), out VersionNeed? problem) is null, why);
        Assert.Equal("GLIBCXX_3.4.30", problem?.Version);
    }

    [Fact]
    public void A_version_of_two_functions_is_waived_only_for_both()
    {
        byte[] library = new TinyLibrary
        {
            Versions = ["GLIBCXX_3.4.11", "GLIBCXX_3.4.30"],
            Symbols = [(Wait, 3, true), ("_Zother", 3, true)],
        }.ToBytes();
        Assert.Null(VersionWaiver.Apply(library, Missing(library, "GLIBCXX_3.4.11"), out _));
    }

    internal static IReadOnlyList<VersionNeed> Needs(byte[] library) => ElfVersions.Needs(ElfFile.Read(new MemoryStream(library)));

    internal static int Differences(byte[] before, byte[] after)
    {
        Assert.Equal(before.Length, after.Length);
        return before.Zip(after).Count(pair => pair.First != pair.Second);
    }

    private static IReadOnlyList<VersionNeed> Missing(byte[] library, params string[] provided) =>
        VersionWaiver.Missing(Needs(library), _ => provided.ToHashSet());
}
