using System.Globalization;
using System.Security;
using System.Text;

namespace NeuralMemory.Tasks;

/// <summary>Writes the elements of an SVG picture, with numbers of at most two decimals.</summary>
internal sealed class SvgCanvas
{
    private readonly StringBuilder _elements = new();

    /// <summary>How wide a text is, about: there is no font to measure with.</summary>
    public static double WidthOf(string text, double size) => 0.58 * size * text.Length;

    /// <summary>A filled rectangle.</summary>
    public void Fill(double x, double y, double width, double height, string color, double opacity = 1) => _elements.Append(
        CultureInfo.InvariantCulture,
        $"<rect x=\"{x:0.##}\" y=\"{y:0.##}\" width=\"{width:0.##}\" height=\"{height:0.##}\" fill=\"{color}\"{Opacity(opacity)}/>\n");

    /// <summary>The outline of a rectangle with round corners, around it.</summary>
    public void Outline(double x, double y, double width, double height, string color) => _elements.Append(
        CultureInfo.InvariantCulture,
        $"<rect x=\"{x - 1:0.##}\" y=\"{y - 1:0.##}\" width=\"{width + 2:0.##}\" height=\"{height + 2:0.##}\" rx=\"2\" fill=\"none\" "
            + $"stroke=\"{color}\" stroke-width=\"1.6\"/>\n");

    /// <summary>A straight line.</summary>
    public void Line(double x1, double y1, double x2, double y2, string color) => _elements.Append(
        CultureInfo.InvariantCulture,
        $"<path d=\"M{x1:0.##} {y1:0.##}L{x2:0.##} {y2:0.##}\" stroke=\"{color}\" stroke-width=\"1\"/>\n");

    /// <summary>Many rectangles of one color; see <see cref="Add"/>.</summary>
    public void Fill(StringBuilder? rectangles, string color, double opacity)
    {
        if (rectangles is not null)
            _elements.Append(CultureInfo.InvariantCulture, $"<path fill=\"{color}\"{Opacity(opacity)} d=\"{rectangles}\"/>\n");
    }

    /// <summary>Adds a rectangle to others of its color.</summary>
    public static void Add(ref StringBuilder? rectangles, double x, double y, double width, double height) =>
        (rectangles ??= new()).Append(CultureInfo.InvariantCulture, $"M{x:0.##} {y:0.##}h{width:0.##}v{height:0.##}h-{width:0.##}z");

    /// <summary>A line of text.</summary>
    public void Text(double x, double y, string text, string color, double size, string anchor = "start", int weight = 400) =>
        _elements.Append(CultureInfo.InvariantCulture, $"<text x=\"{x:0.##}\" y=\"{y:0.##}\" fill=\"{color}\" font-size=\"{size}\"")
            .Append(anchor == "start" ? "" : $" text-anchor=\"{anchor}\"")
            .Append(weight == 400 ? "" : string.Create(CultureInfo.InvariantCulture, $" font-weight=\"{weight}\""))
            .Append('>').Append(SecurityElement.Escape(text)).Append("</text>\n");

    /// <summary>The picture.</summary>
    public string Finish(double width, double height, string title)
    {
        string size = FormattableString.Invariant(
            $"viewBox=\"0 0 {width:0.##} {height:0.##}\" width=\"{width:0.##}\" height=\"{height:0.##}\"");
        return $"<svg xmlns=\"http://www.w3.org/2000/svg\" {size} font-family=\"system-ui, 'DejaVu Sans', sans-serif\">\n"
            + $"<title>{SecurityElement.Escape(title)}</title>\n"
            + "<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>\n" + _elements + "</svg>\n";
    }

    private static string Opacity(double opacity) =>
        opacity == 1 ? "" : string.Create(CultureInfo.InvariantCulture, $" fill-opacity=\"{opacity:0.##}\"");
}
