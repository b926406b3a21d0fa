using static NeuralMemory.Machines.Tests.ReferenceMath;

namespace NeuralMemory.Machines.Tests;

/// <summary>Controllers written out naively in double precision, with a state of their own.</summary>
internal sealed class ReferenceController(ControllerConfig config, Func<string, double[]> tensor)
{
    private readonly double[][] _hidden = Start(config, "hidden", tensor);
    private readonly double[][] _cells = config.Kind == ControllerKind.Lstm ? Start(config, "cell", tensor) : [];

    /// <summary>One step; the last layer's output, or all layers' where connections skip.</summary>
    public double[] Next(double[] input)
    {
        double[] x = input;
        for (int layer = 0; layer < config.Layers; layer++)
        {
            string name = $"controller/layer{layer}";
            if (config.Skip && layer > 0)
                x = [.. input, .. x];
            x = _hidden[layer] = config.Kind switch
            {
                ControllerKind.Lstm => Lstm(Layer(name, [.. x, .. _hidden[layer]]), _cells[layer]),
                ControllerKind.Gru => Gru(Layer($"{name}/input", x), Layer($"{name}/hidden", _hidden[layer]), _hidden[layer]),
                _ => Array.ConvertAll(Layer(name, x), Math.Tanh),
            };
        }

        return config.Skip ? [.. _hidden.SelectMany(h => h)] : x;
    }

    private double[] Layer(string name, double[] x)
    {
        double[] y = Linear(tensor($"{name}/weight"), tensor($"{name}/bias"), x);
        if (!config.Normalize)
            return y;
        (double[] gain, double[] bias) = (tensor($"{name}/norm/gain"), tensor($"{name}/norm/bias"));
        return [.. y.Chunk(config.Units).SelectMany(Normal).Select((n, i) => gain[i] * n + bias[i])];
    }

    private double[] Lstm(double[] gates, double[] cell)
    {
        int units = cell.Length;
        for (int c = 0; c < units; c++)
            cell[c] = Sigmoid(gates[units + c]) * cell[c] + Sigmoid(gates[c]) * Math.Tanh(gates[2 * units + c]);
        double[] hidden = [.. cell.Select((value, c) => Sigmoid(gates[3 * units + c]) * Math.Tanh(value))];
        for (int c = 0; c < units && config.CellClip > 0; c++)
            cell[c] = Math.Clamp(cell[c], -config.CellClip, config.CellClip);
        return hidden;
    }

    private static double[] Gru(double[] input, double[] recurrent, double[] hidden)
    {
        int units = hidden.Length;
        return [.. hidden.Select((h, c) =>
        {
            double reset = Sigmoid(input[c] + recurrent[c]), update = Sigmoid(input[units + c] + recurrent[units + c]);
            return (1 - update) * Math.Tanh(input[2 * units + c] + reset * recurrent[2 * units + c]) + update * h;
        })];
    }

    private static double[][] Start(ControllerConfig config, string state, Func<string, double[]> tensor) =>
    [
        .. Enumerable.Range(0, config.Layers).Select(layer =>
            config is { Initial: InitialState.Learned, Kind: not ControllerKind.FeedForward }
                ? tensor($"controller/initial/{state}{layer}")
                : new double[config.Units]),
    ];
}
