// JupyterLab writes "Briefing_html" into its export menu: it knows a format's identifier, not its
// name. This gives the three formats of the workbook their names and is all the script there is.
// It is written by hand in the form in which JupyterLab loads a built extension.
(() => {
  const FORMATS = {
    "Briefing (HTML)": "briefing_html",
    "Briefing (PDF)": "briefing_pdf",
    "Briefing (Word)": "briefing_docx",
  };

  const activate = (app) => {
    const nbconvert = app.serviceManager.nbconvert;
    const getExportFormats = nbconvert.getExportFormats.bind(nbconvert);
    const exportAs = nbconvert.exportAs.bind(nbconvert);
    nbconvert.getExportFormats = async (force) => {
      const formats = { ...(await getExportFormats(force)) };
      for (const [name, format] of Object.entries(FORMATS)) {
        if (format in formats) {
          formats[name] = formats[format];
          delete formats[format];
        }
      }
      return formats;
    };
    nbconvert.exportAs = (options) =>
      exportAs({ ...options, format: FORMATS[options.format] ?? options.format });
  };

  const plugin = { id: "quang-tri-2030:export-menu", autoStart: true, activate };
  window._JUPYTERLAB = window._JUPYTERLAB || {};
  window._JUPYTERLAB["quang-tri-2030"] = {
    init: () => {},
    get: async () => () => ({ __esModule: true, default: plugin }),
  };
})();
