using System.Globalization;
using System.Security;
using System.Text;

namespace NeuralMemory.Reports;

/// <summary>A drawing of 1000 units' width. The same calls give the same bytes.</summary>
internal sealed class Svg
{
    public const double Width = 1000;
    public const string Blue = "#1d3a6e", Red = "#d62728", Orange = "#c2571a", Paper = "#f6f7f9", Line = "#dfe3e8", Ink = "#22262e";
    public const string Faint = "#7a8290";

    private readonly StringBuilder _content = new();

    /// <summary>A line of text.</summary>
    public void Text(double x, double y, string text, string color, string anchor = "start", double size = 12) =>
        _content.Append(CultureInfo.InvariantCulture,
            $"<text x=\"{x:0.##}\" y=\"{y:0.##}\" fill=\"{color}\" text-anchor=\"{anchor}\" font-size=\"{size}\">"
            + $"{SecurityElement.Escape(text)}</text>\n");

    /// <summary>A filled rectangle.</summary>
    public void Rectangle(double x, double y, double width, double height, string fill) =>
        _content.Append(CultureInfo.InvariantCulture,
            $"<rect x=\"{x:0.##}\" y=\"{y:0.##}\" width=\"{width:0.##}\" height=\"{height:0.##}\" fill=\"{fill}\"/>\n");

    /// <summary>The outline of a rectangle.</summary>
    public void Frame(double x, double y, double width, double height, string stroke, double thickness) =>
        _content.Append(CultureInfo.InvariantCulture,
            $"<rect x=\"{x:0.##}\" y=\"{y:0.##}\" width=\"{width:0.##}\" height=\"{height:0.##}\" fill=\"none\" "
            + $"stroke=\"{stroke}\" stroke-width=\"{thickness}\"/>\n");

    /// <summary>A straight line.</summary>
    public void Stroke(double x1, double y1, double x2, double y2, string stroke, double thickness = 1, string dashes = "none") =>
        _content.Append(CultureInfo.InvariantCulture,
            $"<line x1=\"{x1:0.##}\" y1=\"{y1:0.##}\" x2=\"{x2:0.##}\" y2=\"{y2:0.##}\" stroke=\"{stroke}\" "
            + $"stroke-width=\"{thickness}\" stroke-dasharray=\"{dashes}\"/>\n");

    /// <summary>A line through points.</summary>
    public void Path(IEnumerable<(double X, double Y)> points, string stroke, double thickness, double opacity = 1)
    {
        string sheer = opacity < 1 ? string.Create(CultureInfo.InvariantCulture, $" stroke-opacity=\"{opacity}\"") : "";
        _content.Append(CultureInfo.InvariantCulture,
            $"<polyline points=\"{Points(points)}\" fill=\"none\" stroke=\"{stroke}\" stroke-width=\"{thickness}\" "
            + $"stroke-linejoin=\"round\"{sheer}/>\n");
    }

    /// <summary>A filled dot.</summary>
    public void Dot(double x, double y, double radius, string fill) =>
        _content.Append(CultureInfo.InvariantCulture, $"<circle cx=\"{x:0.##}\" cy=\"{y:0.##}\" r=\"{radius}\" fill=\"{fill}\"/>\n");

    /// <summary>A filled area.</summary>
    public void Area(IEnumerable<(double X, double Y)> outline, string fill, double opacity) =>
        _content.Append(CultureInfo.InvariantCulture,
            $"<polygon points=\"{Points(outline)}\" fill=\"{fill}\" fill-opacity=\"{opacity}\"/>\n");

    /// <summary>The document.</summary>
    public string Document(double height) => string.Create(CultureInfo.InvariantCulture,
        $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {Width} {height:0.##}\" ")
        + "font-family=\"system-ui, 'DejaVu Sans', sans-serif\" font-size=\"12\">\n"
        + $"<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>\n{_content}</svg>\n";

    private static string Points(IEnumerable<(double X, double Y)> points) =>
        string.Join(' ', points.Select(point => string.Create(CultureInfo.InvariantCulture, $"{point.X:0.#},{point.Y:0.#}")));
}
