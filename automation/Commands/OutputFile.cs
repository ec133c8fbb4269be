namespace K8tre.Automation.Commands;

/// <summary>A file that is written completely or not at all.</summary>
internal sealed class OutputFile
{
    private readonly string _path;

    private OutputFile(string path) => _path = path;

    /// <summary>Checks that the file can be written, before the plan runs.</summary>
    /// <exception cref="CommandException">The path is a folder, or the file is not writable.</exception>
    public static OutputFile At(string path)
    {
        var full = Path.GetFullPath(path);
        var folder = Path.GetDirectoryName(full);
        if (folder is null || Directory.Exists(full))
            throw CommandException.WrongCall($"--out is '{path}', which is a folder; name a file");
        if (!Directory.Exists(folder))
            throw CommandException.WrongCall($"--out is '{path}', but the folder {folder} does not exist; create it first");

        var file = new OutputFile(full);
        file.Try(() => File.Create(file.Draft, bufferSize: 1, FileOptions.DeleteOnClose).Dispose());
        return file;
    }

    /// <summary>Writes the content to a draft and moves it to the path. Replaces an existing file.</summary>
    /// <exception cref="CommandException">The file is not writable.</exception>
    public void Write(Action<Stream> content) => Try(() =>
    {
        try
        {
            using (var stream = File.Create(Draft))
                content(stream);

            File.Move(Draft, _path, overwrite: true);
        }
        catch
        {
            File.Delete(Draft);
            throw;
        }
    });

    private string Draft => $"{_path}.{Environment.ProcessId}.tmp";

    private void Try(Action write)
    {
        try
        {
            write();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw CommandException.WrongCall($"--out is '{_path}', which is not writable: {error.Message}");
        }
    }
}
