using NeuralMemory.Autodiff;
using NeuralMemory.Numerics;

namespace NeuralMemory.Machines;

/// <summary>What a machine is made of, as plain data; <see cref="Build"/> is the only way to a machine.</summary>
public abstract record MachineConfig
{
    /// <summary>The kind's name in a config, such as <c>ntm</c>.</summary>
    public abstract string Kind { get; }

    /// <summary>Builds the machine with fresh parameters.</summary>
    /// <param name="inputWidth">I, the number of input channels.</param>
    /// <param name="outputWidth">O, the number of output logits.</param>
    /// <param name="initialization">The random stream of the initial parameters; each parameter splits off its own by name.</param>
    /// <exception cref="ParameterLimitException">The machine is too large.</exception>
    public abstract IMachine Build(int inputWidth, int outputWidth, StreamKey initialization);

    /// <summary>Names the parameters without making them: no memory is taken, however large the machine would be.</summary>
    /// <param name="inputWidth">I, the number of input channels.</param>
    /// <param name="outputWidth">O, the number of output logits.</param>
    /// <returns>A set that is not complete.</returns>
    /// <exception cref="ParameterLimitException">The machine is too large.</exception>
    public abstract ParameterSet Declare(int inputWidth, int outputWidth);
}
