using NeuralMemory.Testing;

namespace NeuralMemory.Autodiff.Tests;

public sealed class LayerNormGoldenTests
{
    public static TheoryData<string> Folders => GoldenCase.Folders;

    [Theory]
    [MemberData(nameof(Folders))]
    public void Layer_normalization(string folder)
    {
        using var run = new GoldenRun(folder, "layer_norm");
        run.Output("outputs", run.Tape.LayerNorm(run.Input("inputs"), run.Input("gain"), run.Input("bias")));
        run.Check();
    }
}
