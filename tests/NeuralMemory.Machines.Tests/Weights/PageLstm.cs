using static NeuralMemory.Machines.Tests.PageMath;

namespace NeuralMemory.Machines.Tests;

/// <summary>The lstm of the page.</summary>
internal class PageLstm : PageController
{
    private readonly double[][] _cells;

    public PageLstm(SavedWeights weights, string path, ControllerConfig config) : base(weights, path, config) =>
        _cells = StartOf("cell", config.Units);

    public override void Begin(int layer, double[] hidden, double[]? cell)
    {
        base.Begin(layer, hidden, cell);
        _cells[layer] = cell!;
    }

    protected override double[] Layer(int layer, string name, double[] s, double[] hidden) =>
        Gated(Weights.NormIfAny(name + "/norm", Weights.Linear(name, s, hidden), 4), layer);

    /// <summary>h of the layer's gates, and its next cell.</summary>
    protected double[] Gated(double[] gates, int layer)
    {
        (double[] h, _cells[layer]) = Gated(gates, _cells[layer]);
        return h;
    }

    protected (double[] Hidden, double[] Cell) Gated(double[] gates, double[] cell)
    {
        int units = cell.Length;
        double[] hidden = new double[units], next = new double[units];
        for (int unit = 0; unit < units; unit++)
        {
            double i = gates[unit], f = gates[units + unit], g = gates[2 * units + unit], o = gates[3 * units + unit];
            double c = Sigmoid(f) * cell[unit] + Sigmoid(i) * Math.Tanh(g);
            hidden[unit] = Sigmoid(o) * Math.Tanh(c);
            next[unit] = Config.CellClip > 0 ? Math.Clamp(c, -Config.CellClip, Config.CellClip) : c;
        }

        return (hidden, next);
    }
}
