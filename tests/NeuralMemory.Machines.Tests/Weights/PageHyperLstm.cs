namespace NeuralMemory.Machines.Tests;

/// <summary>The hyper-lstm of the page.</summary>
internal sealed class PageHyperLstm : PageLstm
{
    private readonly double[][] _small, _smallCells;

    public PageHyperLstm(SavedWeights weights, string path, ControllerConfig config) : base(weights, path, config) =>
        (_small, _smallCells) = (StartOf("hidden", config.Hyper.Units, "hyper/"), StartOf("cell", config.Hyper.Units, "hyper/"));

    protected override double[] Layer(int layer, string name, double[] s, double[] hidden)
    {
        double[] k = _small[layer], scaleHidden = Spread(name + "/scale_hidden", k), scaleInput = Spread(name + "/scale_input", k);
        double[] fromHidden = Weights.Linear(name + "/hidden", hidden), fromInput = Weights.Linear(name + "/input", s);
        double[] shift = Spread(name + "/shift", k), bias = Weights[name + "/bias"];
        double[] gates = new double[bias.Length];
        for (int i = 0; i < gates.Length; i++)
            gates[i] = scaleHidden[i] * fromHidden[i] + scaleInput[i] * fromInput[i] + shift[i] + bias[i];
        (_small[layer], _smallCells[layer]) = Gated(
            Weights.NormIfAny(name + "/hyper/norm", Weights.Linear(name + "/hyper", s, hidden, k), 4), _smallCells[layer]);
        return Gated(Weights.NormIfAny(name + "/norm", gates, 4), layer);
    }

    private double[] Spread(string name, double[] k)
    {
        double[] embedding = Weights.Linear(name + "/embedding", k), spread = Weights[name + "/spread"];
        int few = Weights.Size(name + "/spread", 1), units = Weights.Size(name + "/spread", 2);
        var y = new double[4 * units];
        for (int gate = 0; gate < 4; gate++)
            for (int unit = 0; unit < units; unit++)
                for (int e = 0; e < few; e++)
                    y[gate * units + unit] += spread[(gate * few + e) * units + unit] * embedding[gate * few + e];
        return y;
    }
}
