using NeuralMemory.Autodiff;

namespace NeuralMemory.Machines.Tests;

/// <summary>Where the biases of an LSTM's forget gates begin.</summary>
public sealed class ForgetBiasTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Biases_of_forget_gates_begin_where_the_configuration_says_and_nothing_else_changes(bool normalize)
    {
        var config = new LstmConfig { Units = 3, Layers = 2, Normalize = normalize };
        using MachineRig usual = new(config, [2]), longer = new(config with { ForgetBias = 5 }, [2]);
        int changed = 0;
        foreach ((PlainTensor before, PlainTensor after) in usual.Machine.Parameters.Tensors.Zip(longer.Machine.Parameters.Tensors))
        {
            var one = new Real[before.Shape.Count];
            var five = new Real[after.Shape.Count];
            before.CopyOut(usual.Machine.Parameters.Block, one);
            after.CopyOut(longer.Machine.Parameters.Block, five);
            // The gates of a layer stand in the order input, forget, cell, output.
            for (int i = 0; i < one.Length; i++)
                if (one[i] != five[i])
                {
                    Assert.Equal(4.0, (double)five[i] - one[i], 1e-5);
                    Assert.Equal(1, i / config.Units);
                    changed++;
                }
        }

        Assert.Equal(config.Layers * config.Units, changed);
    }
}
