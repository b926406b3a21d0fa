using System.Text;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Http;

namespace NeuralMemory.Web;

/// <summary>A small page of its own, for whoever is not shown a run: a sentence, and no link, script or file.</summary>
internal static class PlainPage
{
    /// <summary>The policy lets attributes alone have a style.</summary>
    private const string Style = "max-width:36rem;margin:3rem auto;padding:0 1rem;font:1rem/1.5 system-ui,sans-serif";

    /// <summary>Answers with it.</summary>
    /// <param name="context">Whom.</param>
    /// <param name="status">The status.</param>
    /// <param name="title">What happened.</param>
    /// <param name="sentence">What to do.</param>
    public static Task WriteAsync(HttpContext context, int status, string title, string sentence)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "text/html; charset=utf-8";
        string page = "<!DOCTYPE html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n<meta name=\"color-scheme\" content=\"light dark\">\n"
            + $"<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{Text(title)}</title>\n"
            + $"<body style=\"{Style}\">\n<h1>{Text(title)}</h1>\n<p>{Text(sentence)}</p>\n</html>\n";
        return context.Response.WriteAsync(page, Encoding.UTF8, context.RequestAborted);
    }

    private static string Text(string text) => HtmlEncoder.Default.Encode(text);
}
