using NeuralMemory.Numerics;

namespace NeuralMemory.Autodiff;

/// <summary>Draws the numbers of a tensor that is not trained.</summary>
/// <param name="numbers">Receives them, row-major.</param>
/// <param name="key">The stream to draw from.</param>
public delegate void FixedDraw(Span<Real> numbers, StreamKey key);

/// <summary>
/// Hands out named parameters below a path. Each draws its initial values from a stream split off by its own full name, so adding
/// a parameter changes no other one's start.
/// </summary>
public sealed class ParameterScope
{
    private readonly ParameterSet _set;
    private readonly StreamKey _key;
    private readonly string _path;

    /// <summary>The root scope of a set.</summary>
    public ParameterScope(ParameterSet set, StreamKey key) : this(set, key, "")
    {
    }

    private ParameterScope(ParameterSet set, StreamKey key, string path) => (_set, _key, _path) = (set, key, path);

    /// <summary>The scope below this one with the given name.</summary>
    public ParameterScope Child(string name) => new(_set, _key, _path + name + "/");

    /// <summary>A linear layer of <paramref name="inputs"/> inputs and, mostly, a bias.</summary>
    /// <param name="name">Its name below this scope; its tensors are <c>name/weight</c> and <c>name/bias</c>.</param>
    /// <param name="inputs">I, without the bias.</param>
    /// <param name="outputs">O.</param>
    /// <param name="initializer">Draws the weights and biases.</param>
    /// <param name="uniform">
    /// Whether the native engine gives a row the same bits however many rows are computed with it: for machines that answer step by step
    /// what they also compute for all steps at once.
    /// </param>
    /// <param name="bias">Whether it has one.</param>
    public Parameter Linear(
        string name, int inputs, int outputs, LinearInitializer initializer, bool uniform = false, bool bias = true) =>
        Linear(name, new PanelLayout(inputs + (bias ? 1 : 0), outputs, uniform), bias, inputs, initializer);

    /// <summary>The layer of <see cref="Tape.Bilinear"/>, with a bias: a matrix over the hidden numbers for each input.</summary>
    /// <param name="name">Its name below this scope.</param>
    /// <param name="inputs">I.</param>
    /// <param name="hidden">J. Few inputs are there at a time: each matrix begins like that of a layer of J inputs.</param>
    /// <param name="outputs">O.</param>
    /// <param name="initializer">Draws the weights and biases.</param>
    /// <exception cref="ParameterLimitException">There are more pairs than a layer can have inputs.</exception>
    public Parameter Bilinear(string name, int inputs, int hidden, int outputs, LinearInitializer initializer)
    {
        long pairs = (long)inputs * hidden;
        if (pairs >= ParameterSet.MaxLength)
            throw new ParameterLimitException(_path + name, _set.Length + pairs * outputs);
        return Linear(name, new PanelLayout((int)pairs + 1, outputs), bias: true, hidden, initializer);
    }

    private Parameter Linear(string name, PanelLayout layout, bool bias, int fanIn, LinearInitializer initializer)
    {
        string path = _path + name;
        int inputs = layout.Inputs - (bias ? 1 : 0);
        return _set.Declare(path, layout, bias, block =>
        {
            var stream = new RandomStream(_key.Split(path));
            for (int output = 0; output < layout.Outputs; output++)
                for (int input = 0; input < layout.Inputs; input++)
                    block[layout.IndexOf(input, output)] = input == inputs
                        ? initializer.Bias(stream, fanIn, output)
                        : initializer.ZeroWeights ? 0 : LinearInitializer.Weight(stream, fanIn);
        });
    }

    /// <summary>Numbers that are drawn, from a stream of their own as a parameter's are, and never trained.</summary>
    public FixedTensor Fixed(string name, Shape shape, FixedDraw draw)
    {
        string path = _path + name;
        return _set.DeclareFixed(path, shape, numbers => draw(numbers, _key.Split(path)));
    }

    /// <summary>A plain tensor, filled in row-major order.</summary>
    public Parameter Tensor(string name, Shape shape, Func<RandomStream, int, Real> initialize) =>
        Plain(name, shape, initialize, isTable: false);

    /// <summary>
    /// The same for a table [N, V] of which a pass reads a few rows (<see cref="Tape.Embed"/>, <see cref="Tape.WeightedRows"/>): steps of
    /// training then cost what these rows cost, and not what all do.
    /// </summary>
    public Parameter Table(string name, Shape shape, Func<RandomStream, int, Real> initialize)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(shape.Rank, 2);
        return Plain(name, shape, initialize, isTable: true);
    }

    private Parameter Plain(string name, Shape shape, Func<RandomStream, int, Real> initialize, bool isTable)
    {
        string path = _path + name;
        return _set.Declare(path, shape, block =>
        {
            var stream = new RandomStream(_key.Split(path));
            for (int i = 0; i < block.Length; i++)
                block[i] = initialize(stream, i);
        }, isTable);
    }
}
