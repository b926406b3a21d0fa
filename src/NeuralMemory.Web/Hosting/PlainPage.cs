using System.Text;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Http;

namespace NeuralMemory.Web;

/// <summary>A small page of its own, for whoever is not shown a run: a sentence, and no link, script or style.</summary>
internal static class PlainPage
{
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
            + $"<title>{Text(title)}</title>\n<h1>{Text(title)}</h1>\n<p>{Text(sentence)}</p>\n</html>\n";
        return context.Response.WriteAsync(page, Encoding.UTF8, context.RequestAborted);
    }

    private static string Text(string text) => HtmlEncoder.Default.Encode(text);
}
