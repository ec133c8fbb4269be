using System.Collections;
using System.Globalization;
using System.Text;

namespace K8tre.Components.OnPrem.Ssh;

/// <summary>A file that a script places on its host.</summary>
/// <param name="Path">Absolute path.</param>
/// <param name="Mode">Permissions as an octal number.</param>
/// <param name="Content">Content of the file.</param>
internal sealed record HostFile(string Path, string Mode, Input<string> Content);

/// <summary>Input of a script: lines of the form <c>name=value</c> in the order of their addition, an empty line, and files.</summary>
internal sealed class ScriptInput : IEnumerable
{
    private readonly List<(string Name, Input<string> Value)> _parameters = [];
    private readonly List<HostFile> _files = [];

    /// <summary>Adds a parameter. Its value is one line.</summary>
    public void Add(string name, Input<string> value) => _parameters.Add((name, value));

    /// <summary>Adds a parameter once for each value.</summary>
    public void Add(string name, IEnumerable<Input<string>> values)
    {
        foreach (var value in values)
            Add(name, value);
    }

    /// <summary>Adds parameters.</summary>
    public void Add(IEnumerable<(string Name, string Value)> parameters)
    {
        foreach (var (name, value) in parameters)
            Add(name, value);
    }

    /// <summary>Adds files.</summary>
    public void Add(IEnumerable<HostFile> files) => _files.AddRange(files);

    /// <summary>Returns the text of the input.</summary>
    /// <exception cref="ArgumentException">A parameter contains a line break. Thrown when its value is known.</exception>
    public Output<string> ToOutput() => Output
        .Tuple(Output.All(_parameters.Select(parameter => parameter.Value)), Output.All(_files.Select(file => file.Content)))
        .Apply(values => Text([.. values.Item1], [.. values.Item2]));

    IEnumerator IEnumerable.GetEnumerator() => _parameters.GetEnumerator();

    private string Text(string[] values, string[] contents)
    {
        var text = new StringBuilder();
        foreach (var ((name, _), value) in _parameters.Zip(values))
        {
            if (value.AsSpan().ContainsAny('\n', '\r'))
                throw new ArgumentException($"the script's parameter '{name}' contains a line break; a parameter is one line");
            text.Append(name).Append('=').Append(value).Append('\n');
        }
        foreach (var (file, content) in _files.Zip(contents))
            text.Append(CultureInfo.InvariantCulture, $"file={file.Mode} {Encoding.UTF8.GetByteCount(content)} {file.Path}\n");
        return text.Append('\n').AppendJoin("", contents).ToString();
    }
}
