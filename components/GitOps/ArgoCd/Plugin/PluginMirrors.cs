using System.Text;
using K8tre.Components.Clusters;

namespace K8tre.Components.GitOps.ArgoCd.Plugin;

/// <summary>Files with which the plugin replaces registries by their mirrors: one for each environment, and the program.</summary>
internal static class PluginMirrors
{
    private const string Program = "mirror-images.awk";

    /// <summary>Returns the files by name. None: no environment has mirrors.</summary>
    public static IReadOnlyDictionary<string, string> Files(IReadOnlyDictionary<TreEnvironment, ImageMirrors> mirrors)
    {
        var files = mirrors.Where(pair => pair.Value.Any).ToDictionary(pair => pair.Key.Label(), pair => Lines(pair.Value));
        if (files.Count > 0)
            files[Program] = ReadProgram();
        return files;
    }

    /// <summary>Returns the variables of the plugin's container.</summary>
    public static IEnumerable<InputMap<object>> Environment() =>
        [ArgoCdNetwork.Variable("K8TRE_POSTGRES_IMAGE", Versions.Postgres.ToString())];

    private static string Lines(ImageMirrors mirrors) => string.Concat(mirrors.ByName.Select(
        pair => $"{pair.Key}\t{pair.Value}{(ImageMirrors.NeedsTag(pair.Value) ? "\ttag" : "")}\n"));

    private static string ReadProgram()
    {
        using var program = new StreamReader(typeof(PluginMirrors).Assembly.GetManifestResourceStream(Program)!, Encoding.UTF8);
        return program.ReadToEnd();
    }
}
