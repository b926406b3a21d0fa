namespace NeuralMemory.Commands.Tests;

/// <summary>What is told to be typed can be typed.</summary>
public sealed class ProgramNameTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void A_build_beside_its_project_is_run_by_the_project()
    {
        string project = Directory.CreateDirectory(_folder["clone", "src", "NeuralMemory.Cli"]).FullName;
        string build = Path.Combine(project, "bin", "Release", "net10.0") + Path.DirectorySeparatorChar;
        File.WriteAllText(Path.Combine(project, "NeuralMemory.Cli.csproj"), "");
        Assert.Equal("dotnet run -c Release --project src/NeuralMemory.Cli --", ProgramName.Find(build, _folder["clone"]));
        Assert.Equal("dotnet run -c Release --project ../src/NeuralMemory.Cli --", ProgramName.Find(build, _folder["clone", "results"]));
    }

    [Fact]
    public void An_installed_tool_has_its_name() =>
        Assert.Equal("neuralmemory", ProgramName.Find(_folder["store", "tools", "net10.0", "any"], _folder.Path));

    [Fact]
    public void The_repositorys_own_project_is_known_by_its_name() =>
        Assert.True(File.Exists(Testing.Repository.Path("src", "NeuralMemory.Cli", "NeuralMemory.Cli.csproj")));

    [Theory]
    [InlineData("train", "--help")]
    [InlineData("--help")]
    public void Examples_can_be_pasted(params string[] command)
    {
        Outcome outcome = InProcess.Run(command, (output, error) => new(output, error) { Program = "dotnet run --" });
        Assert.Contains("\n  dotnet run -- train configs/ntm-copy.yaml\n", outcome.Out, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();
}
