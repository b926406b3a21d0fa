using System.Text;

namespace NeuralMemory.Torch.Tests;

/// <summary>Loading from end to end, each time in a new process.</summary>
public sealed class LoadingTests
{
    private static readonly string Packaged = ChildProcess.Load().ExpectWorking()["folder"];

    [Fact]
    public void The_libtorch_of_the_program_works()
    {
        ChildProcess.Outcome outcome = ChildProcess.Load().ExpectWorking();
        Assert.Equal("False", outcome["chosen"]);
        Assert.Equal(LibtorchVersion.Packaged, outcome["version"]);
        Assert.StartsWith(AppContext.BaseDirectory, outcome["folder"], StringComparison.Ordinal);
    }

    [Fact]
    public void It_works_with_the_library_of_GCC_11()
    {
        if (!OperatingSystem.IsLinux())
            return;
        using TemporaryFolder temporary = new();
        ChildProcess.Outcome outcome =
            ChildProcess.Load(null, ["GLIBCXX_3.4.30", "GLIBCXX_3.4.32"], ("TMPDIR", temporary.Path)).ExpectWorking();
        Assert.Equal("GLIBCXX_3.4.30,GLIBCXX_3.4.32", outcome["waived"]);
        Assert.Empty(Directory.GetFileSystemEntries(temporary.Path));
    }

    [Fact]
    public void An_older_one_is_named_with_its_place()
    {
        if (OperatingSystem.IsLinux())
            ChildProcess.Load(null, ["GLIBCXX_3.4.29", "GLIBCXX_3.4.30", "GLIBCXX_3.4.32"])
                .ExpectProblem("GLIBCXX_3.4.29", "libstdc++.so.6", "LD_LIBRARY_PATH");
    }

    [Fact]
    public void A_temporary_folder_that_is_not_there_is_named_with_TMPDIR()
    {
        if (OperatingSystem.IsLinux())
            ChildProcess.Load(null, ["GLIBCXX_3.4.32"], ("TMPDIR", "/nowhere/at/all")).ExpectProblem("/nowhere/at/all", "set TMPDIR");
    }

    [Theory]
    [InlineData("2.11.0+cpu")]
    [InlineData("2.10.0")]
    public void The_libtorch_of_an_installed_PyTorch_works(string version)
    {
        using TemporaryFolder environment = new();
        PyTorch(environment, version);
        ChildProcess.Outcome outcome = ChildProcess.Load(environment.Path).ExpectWorking();
        Assert.Equal("True", outcome["chosen"]);
        Assert.Equal(version, outcome["version"]);
        Assert.Equal(environment["lib", "python3.12", "site-packages", "torch", "lib"], outcome["folder"]);
    }

    [Fact]
    public void A_libtorch_that_has_no_file_with_its_version_is_asked()
    {
        if (OperatingSystem.IsLinux())
            Assert.Equal(LibtorchVersion.Packaged, ChildProcess.Load(Packaged).ExpectWorking()["version"]);
    }

    [Fact]
    public void The_wrong_version_of_PyTorch_is_refused()
    {
        using TemporaryFolder environment = new();
        PyTorch(environment, "2.4.1+cu121");
        ChildProcess.Load(environment.Path).ExpectProblem("version 2.4.1+cu121", "2.10 or 2.11", environment.Path);
    }

    [Fact]
    public void A_folder_without_a_libtorch_is_refused()
    {
        using TemporaryFolder folder = new();
        ChildProcess.Load(folder.Path).ExpectProblem(folder.Path, "holds no libtorch", TorchLibrary.Variable);
    }

    [Theory]
    [InlineData("c10", "it has 3 bytes")]
    [InlineData("torch_cpu", "cut short")]
    [InlineData("torch", "does not begin as")]
    public void A_broken_library_is_named_with_what_to_do(string library, string why)
    {
        using TemporaryFolder environment = new();
        string folder = PyTorch(environment, "2.10.0"), file = Path.Combine(folder, LibraryName.Of(library));
        using (FileStream whole = File.OpenRead(file))
        {
            byte[] bytes = why switch
            {
                "cut short" => new byte[1 << 20],
                "it has 3 bytes" => "no!"u8.ToArray(),
                _ => Encoding.ASCII.GetBytes(new string('x', 500)),
            };
            if (why == "cut short")
                whole.ReadExactly(bytes);
            File.Delete(file);
            File.WriteAllBytes(file, bytes);
        }

        ChildProcess.Load(environment.Path).ExpectProblem(
            [file, $"unset {TorchLibrary.Variable}", .. OperatingSystem.IsLinux() ? (string[])[why] : []]);
    }

    [Fact]
    public void A_library_that_another_needs_and_that_is_missing_is_named()
    {
        if (!OperatingSystem.IsLinux())
            return;
        using TemporaryFolder environment = new();
        string needed = Directory.GetFiles(PyTorch(environment, "2.10.0"), "libgomp*").Single();
        File.Delete(needed);
        ChildProcess.Load(environment.Path).ExpectProblem("libtorch_cpu.so' cannot be loaded", Path.GetFileName(needed));
    }

    /// <summary>An environment with a PyTorch whose libraries are links to those of the program.</summary>
    private static string PyTorch(TemporaryFolder environment, string version)
    {
        string[] torch = ["lib", "python3.12", "site-packages", "torch"];
        environment.Write(Encoding.UTF8.GetBytes($"__version__ = '{version}'\n"), [.. torch, "version.py"]);
        string folder = Directory.CreateDirectory(environment[[.. torch, "lib"]]).FullName;
        foreach (string library in Directory.GetFiles(Packaged))
            if (!Path.GetFileName(library).Contains(TorchSharpLibrary.Name, StringComparison.Ordinal))
                File.CreateSymbolicLink(Path.Combine(folder, Path.GetFileName(library)), library);
        return folder;
    }
}
