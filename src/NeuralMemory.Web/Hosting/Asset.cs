using System.Text;
using Microsoft.AspNetCore.Http;
using NeuralMemory.Reports;

namespace NeuralMemory.Web;

/// <summary>The scripts and styles that lie in this library.</summary>
internal static class Asset
{
    private const string Colors = "colors.css", Rows = "rows.css";

    /// <summary>An asset as an answer.</summary>
    public static IResult Of(string name) => name is Colors or Rows
        ? TypedResults.Text(name == Colors ? PageColors.Style : RowsStyle.Css, "text/css", Encoding.UTF8)
        : TypeOf(name) is { } type && typeof(Asset).Assembly.GetManifestResourceStream(name) is { } stream
            ? TypedResults.Stream(stream, type)
            : TypedResults.NotFound();

    /// <summary>The kind of a file by its name; null where none is served.</summary>
    private static string? TypeOf(string name) => Path.GetExtension(name) switch
    {
        ".js" => "text/javascript",
        ".css" => "text/css",
        ".svg" => "image/svg+xml",
        _ => null,
    };
}
