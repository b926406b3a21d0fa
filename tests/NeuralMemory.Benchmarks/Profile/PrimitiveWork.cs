using NeuralMemory.Autodiff;
using NeuralMemory.Machines;
using NeuralMemory.Numerics;

namespace NeuralMemory.Benchmarks;

/// <summary>
/// The <see cref="Work"/> of one use of a primitive, from the mathematics and from what must be written for the way back. Letters: B rows,
/// N slots, W their width, H heads. Where nothing is known of a primitive, its result is written and read.
/// </summary>
internal sealed class PrimitiveWork
{
    private readonly ParameterSet _parameters;
    private readonly double _slots, _width, _freeInputs, _logits;

    /// <summary>The work in this machine.</summary>
    /// <param name="machine">What it was built from.</param>
    /// <param name="parameters">Its parameters.</param>
    /// <param name="inputs">How many numbers the task shows at a step, whose gradient nobody needs.</param>
    /// <param name="logits">How many numbers of a pass the loss is of.</param>
    public PrimitiveWork(MachineConfig machine, ParameterSet parameters, int inputs, int logits)
    {
        (_parameters, _freeInputs, _logits) = (parameters, inputs, logits);
        (_slots, _width) = (machine.MemorySlots ?? 0, machine.MemoryWidth ?? 0);
    }

    /// <summary>Of one use, forward.</summary>
    /// <param name="name">The primitive, and its layer.</param>
    /// <param name="shape">Of its result, or of the first.</param>
    /// <param name="rows">How many rows of it the use wrote.</param>
    public Work Forward(string name, Shape shape, int rows)
    {
        double count = name is "CrossEntropy" ? _logits : (double)rows * shape.RowCount;
        switch (name)
        {
            case "CrossEntropy":
                return new() { Softplus = count, Sigmoids = count, Flops = 6 * count, Tape = count, Near = 2 * count };
            case "LstmGates":
                return new() { Sigmoids = 3 * count, Tanhs = 2 * count, Flops = 4 * count, Tape = 3 * count, Near = 5 * count };
            case "GruGates":
                return new() { Sigmoids = 2 * count, Tanhs = count, Flops = 7 * count, Tape = 4 * count, Near = 7 * count };
            case "Tanh":
                return new() { Tanhs = count, Tape = count, Near = count };
            case "ContentAddressing":
                double memory = rows * _width * shape[2];
                return new() { Flops = memory * (2 + 2 * shape[1]) + 8 * count, Exps = count, Tape = 2 * count, Near = memory };
            case "LocationAddressing":
                return new() { Flops = 14 * count, Exps = count, Logs = count, Tape = 4 * count, Near = 2 * count };
            case "WeightedRead":
                return new() { Flops = 2 * count * _slots, Tape = count, Near = rows * shape[2] * _slots };
            case "EraseAdd":
                return new() { Flops = 4 * count, Tape = count, Near = count };
            case "Usage":
                return new() { Flops = 16 * count, Tape = 2 * count, Near = 6 * count };
            case "TemporalLink":
                return new() { Flops = 4 * count + 16 * count, Tape = count, Near = count };
        }

        return LayerOf(name) is { } layer ? Product(layer, rows, layer.Inputs) : new() { Tape = count, Near = count };
    }

    /// <summary>Of one use, backward.</summary>
    /// <param name="name">The primitive, and its layer.</param>
    /// <param name="shape">Of its result, or of the first.</param>
    /// <param name="rows">How many rows of it the use wrote.</param>
    public Work Backward(string name, Shape shape, int rows)
    {
        double count = name is "CrossEntropy" ? _logits : (double)rows * shape.RowCount;
        switch (name)
        {
            case "CrossEntropy":
                return new() { Flops = 2 * count, Tape = count, Near = count };
            case "LstmGates":
                return new() { Flops = 22 * count, Tape = 6 * count, Near = 8 * count };
            case "GruGates":
                return new() { Flops = 16 * count, Tape = 5 * count, Near = 8 * count };
            case "Tanh":
                return new() { Flops = 3 * count, Tape = count, Near = 2 * count };
            case "ContentAddressing":
                double memory = rows * _width * shape[2];
                return new() { Flops = memory * (2 + 4 * shape[1]) + 12 * count, Tape = 2 * count, Near = 3 * memory + count };
            case "LocationAddressing":
                return new() { Flops = 32 * count, Tape = 6 * count, Near = 3 * count };
            case "WeightedRead":
                return new() { Flops = 4 * count * _slots, Tape = 2 * count, Near = 3 * rows * shape[2] * _slots };
            case "EraseAdd":
                return new() { Flops = 10 * count, Tape = count, Near = 2 * count };
            case "TemporalLink":
                return new() { Flops = 2 * (4 * count + 16 * count), Tape = count, Near = 2 * count };
        }

        if (LayerOf(name) is not { } layer)
            return new() { Flops = 2 * count, Tape = count, Near = 2 * count };
        double inputs = name.Contains("layer0", StringComparison.Ordinal) || name.Contains("lstm", StringComparison.Ordinal)
            ? layer.Inputs - 1 - _freeInputs
            : layer.Inputs - 1;
        return Product(layer, rows, inputs);
    }

    /// <summary>Of a layer's weight gradient over a whole pass, or of a gradient that is cleared.</summary>
    /// <param name="parameter">The parameter.</param>
    /// <param name="rows">The rows of all steps.</param>
    public static Work Gradient(Parameter parameter, double rows) => parameter.Layout is { } layer
        ? new()
        {
            Flops = 2.0 * rows * layer.Inputs * layer.Outputs,
            Parameters = layer.Length,
            Tape = rows * (layer.Inputs + layer.Outputs),
        }
        : new() { Near = parameter.Length };

    private static Work Product(PanelLayout layer, double rows, double inputs) => new()
    {
        Flops = 2 * rows * inputs * layer.Outputs,
        Parameters = inputs * layer.Panels * PanelLayout.PanelWidth,
        Tape = rows * layer.Outputs,
        Near = rows * inputs,
    };

    private PanelLayout? LayerOf(string name)
    {
        string[] parts = name.Split('\'');
        return parts.Length < 2 ? null : _parameters.Items.FirstOrDefault(parameter => parameter.Name == parts[1])?.Layout;
    }
}
