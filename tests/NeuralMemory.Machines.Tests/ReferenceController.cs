using static NeuralMemory.Machines.Tests.ReferenceMath;

namespace NeuralMemory.Machines.Tests;

/// <summary>Controllers written out naively in double precision, with a state of their own.</summary>
internal sealed class ReferenceController(ControllerConfig config, Func<string, double[]> tensor)
{
    private readonly double[][] _hidden = Start(config, "", "hidden", tensor);
    private readonly double[][] _cells = HasCells(config) ? Start(config, "", "cell", tensor) : [];
    private readonly double[][] _smallHidden = StartSmall(config, "hidden", tensor), _smallCells = StartSmall(config, "cell", tensor);

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
                ControllerKind.Rnn => Array.ConvertAll(Layer(name, [.. x, .. _hidden[layer]]), Math.Tanh),
                ControllerKind.SecondOrder => Array.ConvertAll(
                    Layer(name, [.. x.SelectMany(v => _hidden[layer].Select(h => v * h))]), Math.Tanh),
                ControllerKind.MultiplicativeLstm => Lstm(Layer($"{name}/gates", [.. x, .. Multiplied(name, x, layer)]), _cells[layer]),
                ControllerKind.HyperLstm => Hyper(name, x, layer),
                ControllerKind.Gru => Gru(Layer($"{name}/input", x), Layer($"{name}/hidden", _hidden[layer]), _hidden[layer]),
                _ => Array.ConvertAll(Layer(name, x), Math.Tanh),
            };
        }

        return config.Skip ? [.. _hidden.SelectMany(h => h)] : x;
    }

    private double[] Layer(string name, double[] x) =>
        Normalized(name, Linear(tensor($"{name}/weight"), tensor($"{name}/bias"), x), config.Units);

    private double[] Normalized(string name, double[] y, int units)
    {
        if (!config.Normalize)
            return y;
        (double[] gain, double[] bias) = (tensor($"{name}/norm/gain"), tensor($"{name}/norm/bias"));
        return [.. y.Chunk(units).SelectMany(Normal).Select((n, i) => gain[i] * n + bias[i])];
    }

    /// <summary>Of a layer without a bias.</summary>
    private double[] Product(string name, double[] x)
    {
        double[] weight = tensor($"{name}/weight");
        return Linear(weight, new double[weight.Length / x.Length], x);
    }

    private double[] Multiplied(string name, double[] x, int layer)
    {
        double[] a = Product($"{name}/input", x), b = Product($"{name}/hidden", _hidden[layer]);
        return [.. a.Zip(b, (left, right) => left * right)];
    }

    private double[] Hyper(string name, double[] x, int layer)
    {
        double[] small = _smallHidden[layer], hidden = _hidden[layer], bias = tensor($"{name}/bias");
        double[] scaleHidden = Spread($"{name}/scale_hidden", Linear(
            tensor($"{name}/scale_hidden/embedding/weight"), tensor($"{name}/scale_hidden/embedding/bias"), small));
        double[] scaleInput = Spread($"{name}/scale_input", Linear(
            tensor($"{name}/scale_input/embedding/weight"), tensor($"{name}/scale_input/embedding/bias"), small));
        double[] shift = Spread($"{name}/shift", Product($"{name}/shift/embedding", small));
        double[] fromHidden = Product($"{name}/hidden", hidden), fromInput = Product($"{name}/input", x);
        double[] gates =
        [
            .. bias.Select((b, i) => scaleHidden[i] * fromHidden[i] + scaleInput[i] * fromInput[i] + shift[i] + b),
        ];
        double[] smallGates = Linear(tensor($"{name}/hyper/weight"), tensor($"{name}/hyper/bias"), [.. x, .. hidden, .. small]);
        _smallHidden[layer] = Lstm(Normalized($"{name}/hyper", smallGates, config.Hyper.Units), _smallCells[layer]);
        return Lstm(Normalized(name, gates, config.Units), _cells[layer]);
    }

    /// <summary>[4 N] as [4 C], by weights [4, N, C].</summary>
    private double[] Spread(string name, double[] z)
    {
        double[] weights = tensor($"{name}/spread");
        (int few, int units) = (config.Hyper.Embedding, config.Units);
        return
        [
            .. Enumerable.Range(0, 4 * units).Select(i =>
                Sum(few, n => weights[(i / units * few + n) * units + i % units] * z[i / units * few + n])),
        ];
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

    private static bool HasCells(ControllerConfig config) =>
        config.Kind is ControllerKind.Lstm or ControllerKind.MultiplicativeLstm or ControllerKind.HyperLstm;

    private static double[][] StartSmall(ControllerConfig config, string state, Func<string, double[]> tensor) =>
        config.Kind == ControllerKind.HyperLstm ? Start(config with { Units = config.Hyper.Units }, "hyper/", state, tensor) : [];

    private static double[][] Start(ControllerConfig config, string below, string state, Func<string, double[]> tensor) =>
    [
        .. Enumerable.Range(0, config.Layers).Select(layer =>
            config is { Initial: InitialState.Learned, Kind: not ControllerKind.FeedForward }
                ? tensor($"controller/{below}initial/{state}{layer}")
                : [config.Kind == ControllerKind.SecondOrder ? 1 : 0, .. new double[config.Units - 1]]),
    ];
}
