namespace NeuralMemory.Torch.Tests;

public sealed class LibtorchFolderTests
{
    private static readonly string[] Whole = ["c10", "torch_cpu", "torch"], WithCuda = [.. Whole, "c10_cuda", "torch_cuda"];

    public static TheoryData<string, string> Layouts => new()
    {
        { "lib", "lib" },
        { "lib", "" },
        { "torch/lib", "torch" },
        { "torch/lib", "" },
        { "lib/python3.12/site-packages/torch/lib", "" },
    };

    [Theory]
    [MemberData(nameof(Layouts))]
    public void A_libtorch_is_found_from_the_folders_above_it(string folder, string named)
    {
        using TemporaryFolder root = new();
        Make(root, folder, Whole);
        LibtorchFolder found = LibtorchFolder.Find(root[named], []);
        Assert.Equal(root[folder], found.Path);
        Assert.True(found.IsChosen);
        Assert.False(found.HasCuda);
        Assert.Equal(Whole.Select(LibraryName.Of), found.Libraries.Select(Path.GetFileName));
    }

    [Fact]
    public void The_libraries_for_CUDA_come_before_the_one_that_needs_them()
    {
        using TemporaryFolder root = new();
        Make(root, "lib", WithCuda);
        LibtorchFolder found = LibtorchFolder.Find(root.Path, []);
        Assert.True(found.HasCuda);
        Assert.Equal(((string[])["c10", "torch_cpu", "c10_cuda", "torch_cuda", "torch"]).Select(LibraryName.Of),
            found.Libraries.Select(Path.GetFileName));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public void Without_a_choice_the_programs_own_is_taken(string? chosen)
    {
        using TemporaryFolder root = new();
        Make(root, "native", Whole);
        LibtorchFolder found = LibtorchFolder.Find(chosen, [root.Path, root["native"]]);
        Assert.Equal(root["native"], found.Path);
        Assert.False(found.IsChosen);
    }

    [Fact]
    public void A_program_without_one_says_where_it_looked_and_how_to_name_one()
    {
        using TemporaryFolder root = new();
        ExpectProblem(null, [root.Path], root.Path, $"set {TorchLibrary.Variable}", "PyTorch 2.10 or 2.11",
            $"the package libtorch-cpu-{LibtorchFolder.Rid} {LibtorchVersion.Packaged}");
    }

    /// <summary>Where a host's package of libtorch lies TorchSharp looks by itself.</summary>
    [Fact]
    public void A_choice_beside_one_that_TorchSharp_would_load_as_well_is_refused()
    {
        using TemporaryFolder root = new();
        Make(root, "chosen", Whole);
        Make(root, "own", Whole);
        Directory.CreateDirectory(root["empty"]);
        LibtorchFolder chosen = LibtorchFolder.Find(root["chosen"], [root["own"]]);
        chosen.ExpectAlone([root["empty"], root["chosen"]]);
        LibtorchFolder.Find(null, [root["own"]]).ExpectAlone([root["own"], root["chosen"]]);
        string message = Assert.Throws<TorchUnavailableException>(() => chosen.ExpectAlone([root["empty"], root["own"]])).Message;
        foreach (string part in (string[])[root["own"], root["chosen"], $"unset {TorchLibrary.Variable}, or"])
            Assert.Contains(part, message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nowhere", "not there")]
    [InlineData("file", "a file")]
    [InlineData("empty", "holds no libtorch")]
    public void A_choice_without_one_says_so(string chosen, string why)
    {
        using TemporaryFolder root = new();
        root.Write([], "file");
        Directory.CreateDirectory(root["empty"]);
        // The program's own does not step in: the user asked for another.
        Make(root, "own", Whole);
        ExpectProblem(root[chosen], [root["own"]], root[chosen], why, TorchLibrary.Variable);
    }

    [Theory]
    [InlineData("c10")]
    [InlineData("torch_cpu")]
    [InlineData("torch")]
    public void A_missing_part_is_named(string part)
    {
        using TemporaryFolder root = new();
        Make(root, "lib", [.. Whole.Where(name => name != part)]);
        ExpectProblem(root.Path, [], root["lib"], $"{LibraryName.Of(part)} is missing");
    }

    private static void ExpectProblem(string? chosen, string[] own, params string[] parts)
    {
        string message = Assert.Throws<TorchUnavailableException>(() => LibtorchFolder.Find(chosen, own)).Message;
        Assert.EndsWith(".", message, StringComparison.Ordinal);
        foreach (string part in parts)
            Assert.Contains(part, message, StringComparison.Ordinal);
    }

    private static void Make(TemporaryFolder root, string folder, string[] libraries)
    {
        foreach (string library in libraries)
            root.Write([], folder, LibraryName.Of(library));
    }
}
