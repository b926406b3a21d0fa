using System.Globalization;
using System.Text;

namespace NeuralMemory.Reports;

/// <summary>Many rectangles of one color as one path, which keeps a picture of thousands of cells small.</summary>
public sealed class Cells
{
    private readonly StringBuilder _path = new();

    /// <summary>Adds a rectangle.</summary>
    public void Add(double x, double y, double width, double height) =>
        _path.Append(CultureInfo.InvariantCulture, $"M{x:0.##} {y:0.##}h{width:0.##}v{height:0.##}h-{width:0.##}z");

    /// <summary>The path's data as SVG writes it.</summary>
    public override string ToString() => _path.ToString();
}
