using Microsoft.AspNetCore.Http;

namespace NeuralMemory.Web;

/// <summary>The scripts and styles that lie in this library.</summary>
internal static class Asset
{
    /// <summary>An asset as an answer.</summary>
    public static IResult Of(string name, string type) => typeof(Asset).Assembly.GetManifestResourceStream(name) is { } stream
        ? TypedResults.Stream(stream, type)
        : TypedResults.NotFound();

    /// <summary>The kind of a file by its name.</summary>
    public static string TypeOf(string name) => Path.GetExtension(name) switch
    {
        ".js" => "text/javascript",
        ".css" => "text/css",
        _ => "application/octet-stream",
    };
}
