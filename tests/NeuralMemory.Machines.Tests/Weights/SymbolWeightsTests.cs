namespace NeuralMemory.Machines.Tests;

/// <summary>What a machine sees of symbols, computed from its arrays as <c>WEIGHTS.md</c> says.</summary>
public sealed class SymbolWeightsTests
{
    [Fact]
    public void Rows_of_the_tables_stand_in_the_places_of_the_numbers()
    {
        LstmConfig config = new() { Units = 6, Embedding = 5 };
        SymbolColumn[] symbols = [new(0, 2, "letter"), new(2, 4, "mark")];
        using var rig = new PageRig(config, symbols: symbols);
        PageController controller = PageController.Of(rig.Weights, "controller/", config.Controller);
        rig.Check(rig.X.Select(x =>
        {
            double[] seen =
            [
                .. x.SelectMany((number, column) => symbols.FirstOrDefault(symbol => symbol.Column == column) is { } symbol
                    ? RowOf(rig.Weights[$"embedding/{symbol.Name}"], (int)number, config.Embedding)
                    : [number]),
            ];
            return rig.Weights.Linear("output", controller.Next(seen));
        }));
    }

    private static double[] RowOf(double[] table, int number, int width) =>
        number < 0 ? new double[width] : PageMath.Part(table, number * width, width);
}
