using NeuralMemory.Autodiff;

namespace NeuralMemory.Machines.Tests;

/// <summary>
/// Baselines of the NTM paper (Graves et al. 2014, table 3): layers that see the input and feed the output, and learned initial states.
/// </summary>
public sealed class PublishedSizeTests
{
    [Theory]
    [InlineData(256, 10, 9, 1_352_969)] // copy, with a start and an end marker in the input, and an end marker in the output
    [InlineData(512, 8, 7, 5_312_007)] // repeat copy of vectors of 6 bits
    [InlineData(256, 8, 6, 1_344_518)] // associative recall
    [InlineData(128, 1, 1, 331_905)] // dynamic N-grams
    public void The_lstm_baselines_have_as_many_parameters_as_the_paper_says(int units, int inputs, int outputs, int published)
    {
        var config = new LstmConfig { Units = units, Layers = 3, Skip = true, Initial = InitialState.Learned };
        using ParameterSet parameters = config.Declare(inputs, outputs);
        Assert.Equal(published, parameters.Count);
    }
}
