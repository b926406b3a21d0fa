using System.Runtime.Intrinsics.X86;
using System.Text.Json;

namespace NeuralMemory.Commands.Tests;

/// <summary>Processes whose runtime computes with other instructions.</summary>
public sealed class OtherArithmeticTests : IDisposable
{
    private static readonly string[] Small =
    [
        "--set", "training.steps=4", "--set", "training.checkpoint.every=2", "--set", "stop=null", "--set",
        "evaluation.every=null", "--set", "evaluation.episodes=2", "--quiet",
    ];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("DOTNET_EnableAVX2", "0", "AVX2")]
    [InlineData("DOTNET_EnableAVX512", "0", "AVX512F")]
    [InlineData("DOTNET_EnableHWIntrinsic", "0", "AVX")]
    [InlineData("DOTNET_MaxVectorTBitWidth", "128", "256-bit vectors, now 128-bit ones")]
    [InlineData("DOTNET_PreferredVectorBitWidth", "256", null)]
    public void A_resume_with_other_instructions_warns_or_is_refused(string variable, string value, string? difference)
    {
        // What this machine does not have cannot be taken away.
        bool has = difference switch
        {
            null => false,
            "AVX512F" => Avx512F.IsSupported,
            _ => Avx2.IsSupported,
        };
        string config = Path.Combine(Testing.Repository.Root, "configs", "copy-tiny.yaml");
        InProcess.Run(["train", config, "--out", _folder["run"], .. Small]).Expect(ExitCodes.Done);
        string[] resume = ["resume", "run", "--set", "training.steps=6"];
        string[] before = Files();
        Outcome strict = CommandProcess.RunWith(variable, value, _folder.Path, [.. resume, "--strict", "--quiet"]);
        if (!has)
        {
            strict.Expect(ExitCodes.Done);
            Assert.Equal("", strict.Error);
            return;
        }

        strict.Expect(ExitCodes.Failed);
        Assert.StartsWith("error: 'run' was computed until step 4 with ", strict.Error, StringComparison.Ordinal);
        Assert.Contains(difference!, strict.Error, StringComparison.Ordinal);
        Assert.Equal(before, Files());
        Outcome resumed = CommandProcess.RunWith(variable, value, _folder.Path, [.. resume, "--quiet"]).Expect(ExitCodes.Done);
        Assert.StartsWith("warning: 'run' was computed until step 4 with ", resumed.Error, StringComparison.Ordinal);
        Assert.Contains(difference!, resumed.Error, StringComparison.Ordinal);
        using JsonDocument environment = JsonDocument.Parse(File.ReadAllText(_folder["run/environment.json"]));
        Assert.Equal(4, environment.RootElement.GetProperty("resumes")[0].GetProperty("step").GetInt32());
    }

    [Fact]
    public void A_script_reads_the_warning()
    {
        if (!Avx2.IsSupported)
            return;
        string config = Path.Combine(Testing.Repository.Root, "configs", "copy-tiny.yaml");
        InProcess.Run(["train", config, "--out", _folder["run"], .. Small]).Expect(ExitCodes.Done);
        Outcome outcome = CommandProcess.RunWith(
            "DOTNET_EnableAVX2", "0", _folder.Path, "resume", "run", "--set", "training.steps=6", "--json").Expect(ExitCodes.Done);
        Assert.StartsWith("{\"event\":\"warning\",\"message\":\"'run' was computed until step 4 with 256-bit vectors, now 128-bit ones; "
            + "AVX2", outcome.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("DOTNET_EnableAVX2")]
    [InlineData("DOTNET_EnableHWIntrinsic")]
    public void The_doctor_names_the_variable_that_makes_it_slow(string variable)
    {
        if (!Avx2.IsSupported)
            return;
        Outcome outcome = CommandProcess.RunWith(variable, "0", _folder.Path, "doctor").Expect(ExitCodes.Done);
        Assert.Contains($"measured: {variable}=0 in the environment is likely at fault: unset it\n", outcome.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("warning:", CommandProcess.Run(_folder.Path, "doctor").Out, StringComparison.Ordinal);
    }

    private string[] Files() => [.. Directory.EnumerateFiles(_folder["run"], "*", SearchOption.AllDirectories)
        .Where(file => !Path.GetFileName(file).Contains("lock", StringComparison.Ordinal)).Order(StringComparer.Ordinal)
        .Select(file => $"{file} {Convert.ToHexString(File.ReadAllBytes(file))}")];
}
