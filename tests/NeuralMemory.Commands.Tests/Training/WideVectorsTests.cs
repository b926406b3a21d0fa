using System.Numerics;
using NeuralMemory.Experiments;
using NeuralMemory.Results;

namespace NeuralMemory.Commands.Tests;

public sealed class WideVectorsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Another_width_is_refused()
    {
        Outcome refused = CommandProcess.RunWith(VectorsVariable.Name, "128", _folder.Path, "doctor").Expect(ExitCodes.Usage);
        Assert.Contains("NEURALMEMORY_VECTORS is '128'; it takes 256 or 512", refused.Error);
    }

    [Fact]
    public void A_run_says_how_wide_its_vectors_were_and_each_width_gives_the_same_bits()
    {
        string config = _folder.WriteConfig(steps: 40);
        foreach (string width in (string[])["256", "512"])
        {
            CommandProcess.RunWith(
                VectorsVariable.Name, width, _folder.Path, "train", config, "--out", width, "--quiet").Expect(ExitCodes.Done);
            using RunDirectory run = RunDirectory.Open(_folder[width]);
            RunEnvironment environment = run.ReadEnvironment();
            // Only vectors of 256 bits can be joined in pairs.
            string expected = Vector<byte>.Count == 32 ? width : $"{Vector<byte>.Count * 8}";
            Assert.Equal((expected, expected), ($"{environment.ProductWidth}", $"{environment.LoopWidth}"));
        }

        const string weights = "checkpoints/step-00000040/weights.safetensors";
        Assert.Equal(File.ReadAllBytes(_folder["256", weights]), File.ReadAllBytes(_folder["512", weights]));
    }
}
