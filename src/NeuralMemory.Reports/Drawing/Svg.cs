using System.Globalization;
using System.Security;
using System.Text;

namespace NeuralMemory.Reports;

/// <summary>
/// Writes an SVG picture, element by element; what comes later lies on top. The same calls give the same bytes on every system: places have
/// two decimals at most, and nothing is measured, because there is no font to measure with. Not thread-safe.
/// </summary>
public sealed class Svg
{
    /// <summary>The size of text where none is given.</summary>
    public const double TextSize = 12;

    private const string Head = "xmlns=\"http://www.w3.org/2000/svg\"";
    private const string Font = "font-family=\"system-ui, 'DejaVu Sans', sans-serif\"";
    private const string Ground = "<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>\n";

    private readonly StringBuilder _content = new();

    /// <summary>How wide a text is, about: there is no font to measure with.</summary>
    public static double WidthOf(string text, double size)
    {
        ArgumentNullException.ThrowIfNull(text);
        return 0.58 * size * text.Length;
    }

    /// <summary>A line of text.</summary>
    /// <param name="x">Where it is anchored.</param>
    /// <param name="y">Its base line.</param>
    /// <param name="text">The text; what XML would misread is escaped.</param>
    /// <param name="color">Its color.</param>
    /// <param name="anchor">What of it is at <paramref name="x"/>: <c>start</c>, <c>middle</c> or <c>end</c>.</param>
    /// <param name="size">The size of its font.</param>
    /// <param name="weight">How bold it is; null for the usual weight.</param>
    public void Text(
        double x, double y, string text, string color, string anchor = "start", double size = TextSize, int? weight = null) =>
        _content.Append(CultureInfo.InvariantCulture,
            $"<text x=\"{x:0.##}\" y=\"{y:0.##}\" fill=\"{color}\" text-anchor=\"{anchor}\" font-size=\"{size}\""
            + $"{Attribute("font-weight", weight)}>{Escape(text)}</text>\n");

    /// <summary>A line of text that rises: it is turned around the place where it begins.</summary>
    /// <param name="x">Where it begins.</param>
    /// <param name="y">Its base line there.</param>
    /// <param name="degrees">By how much it is turned: 90 to be read upwards.</param>
    /// <param name="text">The text; what XML would misread is escaped.</param>
    /// <param name="color">Its color.</param>
    /// <param name="size">The size of its font.</param>
    public void RisingText(double x, double y, int degrees, string text, string color, double size = TextSize) =>
        _content.Append(CultureInfo.InvariantCulture,
            $"<text transform=\"translate({x:0.##} {y:0.##}) rotate(-{degrees})\" fill=\"{color}\" font-size=\"{size}\">"
            + $"{Escape(text)}</text>\n");

    /// <summary>A filled rectangle.</summary>
    public void Rectangle(double x, double y, double width, double height, string fill, double? opacity = null) =>
        _content.Append(CultureInfo.InvariantCulture,
            $"<rect x=\"{x:0.##}\" y=\"{y:0.##}\" width=\"{width:0.##}\" height=\"{height:0.##}\" fill=\"{fill}\""
            + $"{Attribute("fill-opacity", opacity)}/>\n");

    /// <summary>The outline of a rectangle.</summary>
    /// <param name="x">Its left side.</param>
    /// <param name="y">Its upper side.</param>
    /// <param name="width">Its width.</param>
    /// <param name="height">Its height.</param>
    /// <param name="stroke">The color of the line.</param>
    /// <param name="thickness">The thickness of the line, half of it outside.</param>
    /// <param name="radius">The radius of its corners; null for sharp ones.</param>
    public void Frame(double x, double y, double width, double height, string stroke, double thickness, double? radius = null) =>
        _content.Append(CultureInfo.InvariantCulture,
            $"<rect x=\"{x:0.##}\" y=\"{y:0.##}\" width=\"{width:0.##}\" height=\"{height:0.##}\"{Attribute("rx", radius)} fill=\"none\" "
            + $"stroke=\"{stroke}\" stroke-width=\"{thickness}\"/>\n");

    /// <summary>A straight line.</summary>
    public void Stroke(double x1, double y1, double x2, double y2, string stroke, double thickness = 1, string dashes = "none") =>
        _content.Append(CultureInfo.InvariantCulture,
            $"<line x1=\"{x1:0.##}\" y1=\"{y1:0.##}\" x2=\"{x2:0.##}\" y2=\"{y2:0.##}\" stroke=\"{stroke}\" "
            + $"stroke-width=\"{thickness}\" stroke-dasharray=\"{dashes}\"/>\n");

    /// <summary>A line through points.</summary>
    public void Path(
        IEnumerable<(double X, double Y)> points, string stroke, double thickness, double opacity = 1, string? dashes = null) =>
        _content.Append(CultureInfo.InvariantCulture,
            $"<polyline points=\"{Points(points)}\" fill=\"none\" stroke=\"{stroke}\" stroke-width=\"{thickness}\" "
            + $"stroke-linejoin=\"round\"{Attribute("stroke-opacity", opacity < 1 ? opacity : null)}"
            + $"{(dashes is null ? "" : $" stroke-dasharray=\"{dashes}\"")}/>\n");

    /// <summary>A filled dot.</summary>
    public void Dot(double x, double y, double radius, string fill) =>
        _content.Append(CultureInfo.InvariantCulture, $"<circle cx=\"{x:0.##}\" cy=\"{y:0.##}\" r=\"{radius}\" fill=\"{fill}\"/>\n");

    /// <summary>A filled area.</summary>
    public void Area(IEnumerable<(double X, double Y)> outline, string fill, double opacity) =>
        _content.Append(CultureInfo.InvariantCulture,
            $"<polygon points=\"{Points(outline)}\" fill=\"{fill}\" fill-opacity=\"{opacity}\"/>\n");

    /// <summary>Many rectangles of one color; nothing where there are none.</summary>
    public void Fill(Cells? cells, string fill, double? opacity = null)
    {
        if (cells is not null)
            _content.Append(CultureInfo.InvariantCulture, $"<path fill=\"{fill}\"{Attribute("fill-opacity", opacity)} d=\"{cells}\"/>\n");
    }

    /// <summary>Cells of one size as paths that count in cells, whose edges stay sharp.</summary>
    /// <param name="x">The left side of the first column.</param>
    /// <param name="y">The upper side of the first row.</param>
    /// <param name="width">How wide a cell is.</param>
    /// <param name="height">How high a cell is.</param>
    /// <param name="paths">The color and the path's data of each group of cells.</param>
    /// <param name="label">What is shown, for those who cannot see it.</param>
    public void Grid(double x, double y, double width, double height, IEnumerable<(string Fill, string Path)> paths, string label)
    {
        ArgumentNullException.ThrowIfNull(paths);
        _content.Append(CultureInfo.InvariantCulture,
            $"<g transform=\"translate({x:0.##} {y:0.##}) scale({width:0.####} {height:0.####})\" shape-rendering=\"crispEdges\" "
            + $"aria-label=\"{Escape(label)}\">\n");
        foreach ((string fill, string path) in paths)
            _content.Append(CultureInfo.InvariantCulture, $"<path fill=\"{fill}\" d=\"{path}\"/>\n");
        _content.Append("</g>\n");
    }

    /// <summary>An image of cells, whose edges stay sharp.</summary>
    /// <param name="x">Its left side.</param>
    /// <param name="y">Its upper side.</param>
    /// <param name="width">Its width.</param>
    /// <param name="height">Its height.</param>
    /// <param name="uri">Where it is, such as <see cref="Png.DataUri"/>.</param>
    /// <param name="label">What it shows, for those who cannot see it.</param>
    public void Image(double x, double y, double width, double height, string uri, string label) =>
        _content.Append(CultureInfo.InvariantCulture,
            $"<image x=\"{x:0.##}\" y=\"{y:0.##}\" width=\"{width:0.##}\" height=\"{height:0.##}\" preserveAspectRatio=\"none\" "
            + $"image-rendering=\"optimizeSpeed\" style=\"image-rendering:pixelated\" "
            + $"aria-label=\"{Escape(label)}\" href=\"{uri}\"/>\n");

    /// <summary>Numbers as dots, as <see cref="Image"/>, without an inline style: pages may have a policy that allows none.</summary>
    /// <param name="x">Its left side.</param>
    /// <param name="y">Its upper side.</param>
    /// <param name="width">Its width.</param>
    /// <param name="height">Its height.</param>
    /// <param name="uri">Where it is.</param>
    /// <param name="label">What it shows, for those who cannot see it.</param>
    internal void Dots(double x, double y, double width, double height, string uri, string label) =>
        _content.Append(CultureInfo.InvariantCulture,
            $"<image x=\"{x:0.##}\" y=\"{y:0.##}\" width=\"{width:0.##}\" height=\"{height:0.##}\" preserveAspectRatio=\"none\" "
            + $"image-rendering=\"pixelated\" aria-label=\"{Escape(label)}\" href=\"{uri}\"/>\n");

    /// <summary>A frame that a pointer meets everywhere inside.</summary>
    /// <param name="x">Its left side.</param>
    /// <param name="y">Its upper side.</param>
    /// <param name="width">Its width.</param>
    /// <param name="height">Its height.</param>
    /// <param name="stroke">The color of its line.</param>
    /// <param name="data">What a script is told of it: attributes without their <c>data-</c>.</param>
    internal void Sensor(double x, double y, double width, double height, string stroke, params (string Name, int Value)[] data) =>
        _content.Append(CultureInfo.InvariantCulture,
            $"<rect x=\"{x:0.##}\" y=\"{y:0.##}\" width=\"{width:0.##}\" height=\"{height:0.##}\" fill=\"none\" stroke=\"{stroke}\" "
            + $"stroke-width=\"0.75\" pointer-events=\"all\"{string.Concat(data.Select(each =>
                string.Create(CultureInfo.InvariantCulture, $" data-{each.Name}=\"{each.Value}\"")))}/>\n");

    /// <summary>A path, such as many marks of one kind.</summary>
    internal void Marks(string path, string stroke, double thickness, string fill = "none") =>
        _content.Append(CultureInfo.InvariantCulture,
            $"<path d=\"{path}\" stroke=\"{stroke}\" stroke-width=\"{thickness}\" fill=\"{fill}\" stroke-linecap=\"round\"/>\n");

    /// <summary>What was drawn so far, to be part of another picture.</summary>
    internal string Content => _content.ToString();

    /// <summary>Takes in what another picture has, moved.</summary>
    internal void Moved(double x, double y, string content) => _content.Append(CultureInfo.InvariantCulture,
        $"<g transform=\"translate({x:0.##} {y:0.##})\">\n{content}</g>\n");

    /// <summary>A picture of a fixed shape that is as wide as its page has room.</summary>
    /// <param name="width">The width that the places count in.</param>
    /// <param name="height">The height.</param>
    public string Document(double width, double height) => string.Create(CultureInfo.InvariantCulture,
        $"<svg {Head} viewBox=\"0 0 {width:0.##} {height:0.##}\" {Font} font-size=\"{TextSize}\">\n{Ground}{_content}</svg>\n");

    /// <summary>A picture of its own size, with a title that a browser shows as its name.</summary>
    public string Document(double width, double height, string title) => string.Create(CultureInfo.InvariantCulture,
        $"<svg {Head} viewBox=\"0 0 {width:0.##} {height:0.##}\" width=\"{width:0.##}\" height=\"{height:0.##}\" {Font}>\n"
        + $"<title>{Escape(title)}</title>\n{Ground}{_content}</svg>\n");

    /// <summary>What XML would misread is escaped; what it cannot hold at all, as words of a corpus may, is written as an escape.</summary>
    private static string Escape(string text) => SecurityElement.Escape(string.Concat(text.Select((c, i) =>
        IsText(text, i) ? c.ToString() : $"\\u{(int)c:X4}")));

    private static bool IsText(string text, int at) => text[at] is '\t' or '\n' or '\r'
        || (char.IsSurrogate(text[at])
            ? char.IsSurrogatePair(text, at) || (at > 0 && char.IsSurrogatePair(text, at - 1))
            : !char.IsControl(text[at]) && text[at] is not ('\uFFFE' or '\uFFFF'));

    private static string Attribute(string name, double? value) =>
        value is { } number ? string.Create(CultureInfo.InvariantCulture, $" {name}=\"{number:0.###}\"") : "";

    private static string Points(IEnumerable<(double X, double Y)> points) =>
        string.Join(' ', points.Select(point => string.Create(CultureInfo.InvariantCulture, $"{point.X:0.#},{point.Y:0.#}")));
}
