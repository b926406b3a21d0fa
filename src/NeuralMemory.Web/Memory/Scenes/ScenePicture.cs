using System.Globalization;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.AspNetCore.Components.Web.HtmlRendering;
using Microsoft.Extensions.Logging.Abstractions;
using NeuralMemory.Reports;

namespace NeuralMemory.Web;

/// <summary>
/// What the memory page shows as one SVG picture, made of the same components: of each pane the rows, and beside them what the step shows.
/// The same state of the same run gives the same bytes.
/// </summary>
internal static partial class ScenePicture
{
    private const double Room = 640, Gap = 24, PartGap = 16, TitleHeight = 22, Top = 10, Margin = 16;

    /// <summary>Draws a state.</summary>
    public static async Task<string> DrawAsync(MemoryReader reader, MemoryState state, CancellationToken token)
    {
        Scene scene = await reader.ReadAsync(state, token).ConfigureAwait(false);
        IReadOnlyList<Moment> moments = await reader.MomentsAsync(scene, state, token).ConfigureAwait(false);
        HtmlRenderer renderer = new(NoServices.Instance, NullLoggerFactory.Instance);
        await using (renderer.ConfigureAwait(false))
        {
            StringBuilder content = new();
            double y = 0, width = 0;
            for (int i = 0; i < scene.Panes.Count; i++)
            {
                Pane pane = scene.Panes[i];
                bool isOneOfMany = scene.Panes.Count > 1;
                if (isOneOfMany)
                {
                    Write(content, $"{pane.Title}, {pane.Wrong}", Margin, y + 22, 16);
                    y += 28;
                }

                (string rows, double rowsWidth, double rowsHeight) =
                    Sized(RowsPicture.Draw(pane.View, moments[i].Step, state.FoldedOf(isOneOfMany ? pane.Inner : []), Room));
                Place(content, rows, 0, y);
                width = Math.Max(width, rowsWidth);
                double partY = y + Top;
                IReadOnlyList<(string, string)> parts = await renderer.Dispatcher
                    .InvokeAsync(() => PartsAsync(renderer, pane, moments[i], scene, state)).ConfigureAwait(false);
                foreach ((string title, string part) in parts)
                {
                    (string svg, double partWidth, double height) = Sized(part);
                    Write(content, title, rowsWidth + Gap, partY + 13, 12.5);
                    Place(content, svg, rowsWidth + Gap, partY + TitleHeight);
                    partY += TitleHeight + height + PartGap;
                    width = Math.Max(width, rowsWidth + Gap + partWidth);
                }

                y = Math.Max(y + rowsHeight, partY) + Gap;
            }

            return string.Create(CultureInfo.InvariantCulture,
                $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width:0.##} {y:0.##}\" ")
                + string.Create(CultureInfo.InvariantCulture, $"width=\"{width:0.##}\" height=\"{y:0.##}\" ")
                + "font-family=\"system-ui, 'DejaVu Sans', sans-serif\">"
                + $"<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>{content}</svg>\n";
        }
    }

    private static async Task<IReadOnlyList<(string Title, string Svg)>> PartsAsync(
        HtmlRenderer renderer, Pane pane, Moment moment, Scene scene, MemoryState state)
    {
        List<(string, string)> parts = [];
        string step = moment.Step.ToString(CultureInfo.InvariantCulture);
        if (moment.Memory is { } memory)
            await AddAsync<MemoryMatrix>($"Memory after step {step}", new()
            {
                ["Memory"] = memory,
                ["Writers"] = state.ByWriter ? moment.Writers : null,
                ["Steps"] = scene.Steps,
                ["Heads"] = moment.Marks,
                ["Most"] = pane.MostOfMemory,
            }).ConfigureAwait(false);
        if (moment.Matrix is { } matrix)
            await AddAsync<MatrixView>($"Memory after step {step}: {matrix.Head}", new()
            {
                ["Moment"] = matrix,
                ["Steps"] = scene.Steps,
            }).ConfigureAwait(false);
        if (moment.Origin is { } origin)
            await AddAsync<TraceBackView>(
                string.Create(CultureInfo.InvariantCulture, $"Where the answer of step {origin.Step} came from"),
                new() { ["Origin"] = origin }).ConfigureAwait(false);
        if (moment.Address is { } address)
            await AddAsync<AddressView>($"Address of step {step}: {address.Head.Name}", new() { ["Parts"] = address })
                .ConfigureAwait(false);
        if (pane.Alignments.Count > 0 && pane.Alignments[Math.Min(state.Layer, pane.Alignments.Count - 1)] is var weights)
            await AddAsync<AlignmentView>("What was looked at", new()
            {
                ["Weights"] = weights,
                ["Head"] = Math.Min(state.LayerHead, weights.Axes[0].Length - 1),
            }).ConfigureAwait(false);
        if (moment.Links is { } links)
            await AddAsync<LinksView>($"Links after step {step}", new()
            {
                ["Links"] = links,
                ["From"] = moment.LinksFrom,
                ["AsMatrix"] = state.LinksAsMatrix,
            }).ConfigureAwait(false);
        if (moment.Gates.Count > 0)
            await AddAsync<GateView>($"What heads were told in step {step}", new()
            {
                ["Gates"] = moment.Gates,
                ["Width"] = StepSizes.Usual,
            }).ConfigureAwait(false);
        return parts;

        async Task AddAsync<T>(string title, Dictionary<string, object?> parameters)
            where T : IComponent
        {
            (parameters["Theme"], parameters["IsBare"]) = (ChartTheme.Plain, true);
            HtmlRootComponent root = await renderer.RenderComponentAsync<T>(ParameterView.FromDictionary(parameters)).ConfigureAwait(false);
            string text = root.ToHtmlString();
            int first = text.IndexOf("<svg", StringComparison.Ordinal), last = text.LastIndexOf("</svg>", StringComparison.Ordinal);
            if (first >= 0 && last > first)
                parts.Add((title, text[first..(last + "</svg>".Length)]));
        }
    }

    private static void Write(StringBuilder content, string text, double x, double y, double size) =>
        content.Append(CultureInfo.InvariantCulture,
            $"<text x=\"{x:0.##}\" y=\"{y:0.##}\" font-size=\"{size}\" font-weight=\"600\">{WebUtility.HtmlEncode(text)}</text>\n");

    /// <summary>A picture without what stands before its first element, and its size.</summary>
    private static (string Svg, double Width, double Height) Sized(string svg)
    {
        string own = svg[svg.IndexOf("<svg", StringComparison.Ordinal)..];
        Match box = ViewBox().Match(own);
        return (own, Number(box.Groups[1]), Number(box.Groups[2]));
    }

    private static double Number(Group group) => double.Parse(group.Value, CultureInfo.InvariantCulture);

    /// <summary>A picture within the picture: the inner one has a size of its own.</summary>
    private static void Place(StringBuilder content, string svg, double x, double y) =>
        content.Append(CultureInfo.InvariantCulture, $"<g transform=\"translate({x:0.##} {y:0.##})\">").Append(svg).Append("</g>\n");

    [GeneratedRegex("viewBox=\"0 0 ([0-9.]+) ([0-9.]+)\"")]
    private static partial Regex ViewBox();

    private sealed class NoServices : IServiceProvider
    {
        public static readonly NoServices Instance = new();

        public object? GetService(Type serviceType) => null;
    }
}
