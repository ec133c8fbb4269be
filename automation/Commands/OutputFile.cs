namespace K8tre.Automation.Commands;

/// <summary>A file that appears whole or not at all.</summary>
internal sealed class OutputFile
{
    private readonly string _path;

    private OutputFile(string path) => _path = path;

    /// <summary>The file at a path, checked before any work is done for it.</summary>
    /// <exception cref="CommandException">The path is a folder, or nothing can be written there.</exception>
    public static OutputFile At(string path)
    {
        var full = Path.GetFullPath(path);
        var folder = Path.GetDirectoryName(full);
        if (folder is null || Directory.Exists(full))
            throw CommandException.WrongCall($"--out is '{path}', which is a folder; name a file");
        if (!Directory.Exists(folder))
            throw CommandException.WrongCall($"--out is '{path}', but the folder {folder} does not exist; create it first");

        var file = new OutputFile(full);
        file.Guarded(() => File.Create(file.Draft, bufferSize: 1, FileOptions.DeleteOnClose).Dispose());
        return file;
    }

    /// <summary>Writes the file beside its place and moves it there; what stood there before is replaced.</summary>
    /// <exception cref="CommandException">It can't be written.</exception>
    public void Write(Action<Stream> content) => Guarded(() =>
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

    private void Guarded(Action write)
    {
        try
        {
            write();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw CommandException.WrongCall($"--out is '{_path}', which can't be written: {error.Message}");
        }
    }
}
