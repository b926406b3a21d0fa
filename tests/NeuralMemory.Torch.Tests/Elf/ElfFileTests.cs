namespace NeuralMemory.Torch.Tests;

public sealed class ElfFileTests
{
    private static readonly TinyLibrary Library = new()
    {
        Needed = ["libc10.so", "libstdc++.so.6"],
        Versions = ["GLIBCXX_3.4.11", "GLIBCXX_3.4.32"],
        Provided = ["libtiny.so", "TINY_1", "TINY_2"],
        Symbols = [("_Zused", 2, true), ("_Zidle", 3, false)],
    };

    [Fact]
    public void A_library_says_what_it_is_and_wants()
    {
        ElfFile file = Read(Library.ToBytes());
        Assert.Equal(ElfFile.Amd64, file.Machine);
        Assert.Equal("libtiny.so", file.Name);
        Assert.Equal(["libc10.so", "libstdc++.so.6"], file.Needed);
        Assert.Equal(
            [("libstdc++.so.6", "GLIBCXX_3.4.11", (ushort)2, false), ("libstdc++.so.6", "GLIBCXX_3.4.32", (ushort)3, false)],
            ElfVersions.Needs(file).Select(need => (need.Library, need.Version, need.Index, need.IsWeak)));
        Assert.Equal(["TINY_1", "TINY_2", "libtiny.so"], ElfVersions.Provided(file).Order(StringComparer.Ordinal));
        ILookup<ushort, string> used = ElfVersions.SymbolsInUse(file, new HashSet<ushort> { 2, 3 });
        Assert.Equal(["_Zused"], used[2]);
        Assert.Empty(used[3]);
    }

    [Fact]
    public void A_library_cut_short_anywhere_is_refused()
    {
        byte[] whole = Library.ToBytes();
        for (int length = 0; length < whole.Length; length++)
            Assert.Throws<FormatException>(() => Read(whole[..length]));
    }

    /// <summary>Whatever a byte is changed to, reading ends, and with nothing worse than a refusal.</summary>
    [Theory]
    [InlineData(0x00)]
    [InlineData(0x01)]
    [InlineData(0x7f)]
    [InlineData(0xff)]
    public void A_library_with_a_wrong_byte_is_read_or_refused(byte wrong)
    {
        byte[] whole = Library.ToBytes();
        int refused = 0;
        for (int at = 0; at < whole.Length; at++)
        {
            byte[] changed = [.. whole];
            changed[at] = wrong;
            try
            {
                ReadAll(changed);
            }
            catch (FormatException)
            {
                refused++;
            }
        }

        Assert.InRange(refused, 1, whole.Length);
    }

    [Fact]
    public void An_endless_list_of_versions_is_refused()
    {
        byte[] bytes = new TinyLibrary { Versions = ["GLIBCXX_3.4"] }.ToBytes();
        int need = (int)ElfVersions.Needs(Read(bytes)).Single().Offset - 16;
        // As many as the field can count, each a byte after the last: they all read as something.
        BitConverter.TryWriteBytes(bytes.AsSpan(need + 2), ushort.MaxValue);
        BitConverter.TryWriteBytes(bytes.AsSpan(need + 16 + 8), 0U);
        BitConverter.TryWriteBytes(bytes.AsSpan(need + 16 + 12), 1U);
        Assert.Throws<FormatException>(() => ElfVersions.Needs(Read([.. bytes, .. new byte[16]])));
    }

    [Theory]
    [InlineData("")]
    [InlineData("version https://git-lfs.github.com/spec/v1 oid sha256:0000000000000000000000000000000000000000 size 450000000")]
    public void A_text_is_no_library(string text) =>
        Assert.Throws<FormatException>(() => Read(System.Text.Encoding.ASCII.GetBytes(text)));

    private static ElfFile Read(byte[] bytes) => ElfFile.Read(new MemoryStream(bytes));

    private static void ReadAll(byte[] bytes)
    {
        ElfFile file = Read(bytes);
        _ = file.Name;
        _ = file.Needed;
        _ = ElfVersions.Provided(file);
        IReadOnlyList<VersionNeed> needs = ElfVersions.Needs(file);
        _ = ElfVersions.SymbolsInUse(file, needs.Select(need => need.Index).ToHashSet());
        _ = VersionWaiver.Apply(bytes, needs, out _);
    }
}
