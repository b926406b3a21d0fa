namespace NeuralMemory.Torch.Tests;

/// <summary>TorchSharp's own library for Linux, as the build has put it here.</summary>
public sealed class RealLibraryTests
{
    private static byte[] Library => File.ReadAllBytes(
        Directory.GetFiles(AppContext.BaseDirectory, LibraryName.Of(TorchSharpLibrary.Name), SearchOption.AllDirectories).Single());

    [Fact]
    public void The_versions_that_older_systems_lack_are_waived_with_a_few_bytes()
    {
        if (!OperatingSystem.IsLinux())
            return;
        byte[] library = Library;
        IReadOnlyList<VersionNeed> needs = VersionWaiverTests.Needs(library);
        Assert.Contains(needs, need => need is { Library: "libc.so.6", Version: "GLIBC_2.34" });
        VersionNeed[] missing = [.. needs.Where(need => need.Version is "GLIBCXX_3.4.30" or "GLIBCXX_3.4.32")];
        Assert.Equal(2, missing.Length);
        byte[] changed = VersionWaiver.Apply(library, missing, out VersionNeed? problem)!;
        Assert.Null(problem);
        Assert.InRange(VersionWaiverTests.Differences(library, changed), 2, 1 + 4 + 4);
        VersionNeed[] now = [.. VersionWaiverTests.Needs(changed)];
        Assert.Equal(needs.Count, now.Length);
        Assert.True(now.Single(need => need.Version == "GLIBCXX_3.4.32").IsWeak);
        Assert.DoesNotContain(now, need => need.Version == "GLIBCXX_3.4.30");
        Assert.Equal(2, now.Count(need => need.Version == "GLIBCXX_3.4.11"));
    }

    [Fact]
    public void A_version_that_it_uses_cannot_be_waived()
    {
        if (!OperatingSystem.IsLinux())
            return;
        byte[] library = Library;
        VersionNeed needed = VersionWaiverTests.Needs(library).Single(need => need.Version == "GLIBCXX_3.4.21");
        Assert.Null(VersionWaiver.Apply(library, [needed], out VersionNeed? problem));
        Assert.Equal("GLIBCXX_3.4.21", problem?.Version);
    }
}
